"""References written out: as they were read, or in another form of their tradition; and what differs then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archcite._foundation.lazy_regex import pattern
from archcite.notation.archives import Archive
from archcite.notation.formatter import format_reference
from archcite.notation.traditions import get_tradition

if TYPE_CHECKING:
    from archcite.notation.reference_model import Reference

_REWORDING = pattern(r"“(?P<old>[^“”]*)” would be written “(?P<new>[^“”]*)”")


def write_reference(reference: Reference, form: str | None = None, *, holder: bool = True) -> str:
    """Format a reference with its repository, with labels as written or in a form.

    The forms are those of :func:`format_reference`.

    The holder's name is kept, but in ``english`` the table's English name stands, and in ``script`` and
    ``own`` its abbreviation in the archive's own script.  Without ``holder`` the holder is left out.

    >>> from archcite.notation import parse_reference
    >>> write_reference(parse_reference("RGANI, f. 5, op. 30, l. 7ob."), "own")
    'РГАНИ, ф. 5, оп. 30, л. 7 об.'
    """
    known = get_tradition(reference.tradition)
    written = format_reference(reference.parts, reference.pages, form=form, known=known)
    name = _name(reference.repository, reference.archive, form) if holder else None
    if name:
        joint = known.after_holder if form is None or form in ("short", "script", "own") else ", "
        if not written:
            written = name
        elif reference.holder_last:
            written = f"{written}, {name}"
        else:
            written = f"{name}{joint}{written}"
    if reference.rest:
        written += f" {reference.rest}"
    return f"{written} ({reference.medium})" if reference.medium else written


def find_difference(old: str, new: str) -> tuple[str, str]:
    """Return the parts in which two strings differ, with a word of context on each side."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start = max(old.rfind(" ", 0, max(start - 1, 0)) + 1, 0)
    tail = old.find(" ", len(old) - end) if end else -1
    kept = len(old) - tail if tail >= 0 else 0
    return old[start : len(old) - kept], new[start : len(new) - kept]


def is_only_form(warning: str) -> bool:
    """Return whether a warning reports a reference that archcite writes with the same words, which nobody can fix.

    Its punctuation differs, or its order: styles decide whether the box or the papers come first.

    >>> is_only_form("a.txt:1: “APRF:” would be written “APRF,”."), is_only_form("The date was guessed.")
    (True, False)
    >>> is_only_form("“box 5, House Papers” would be written “House Papers, box 5”.")
    True
    >>> is_only_form("“box 5” would be written “folder 5”.")
    False
    """
    found = _REWORDING.search(warning)
    if found is None:
        return False
    old, new = (re.findall(r"[^\W_]+", found[name]) for name in ("old", "new"))
    return "".join(old) == "".join(new) or sorted(old) == sorted(new)


def _name(name: str | None, archive: Archive | None, form: str | None) -> str | None:
    """Return the name of a repository in a form."""
    if archive is None or name is None or form is None:
        return name
    if form == "english":
        return archive.english
    own_script = [code for code in archive.codes if not is_latin(code)]
    if form in ("own", "script", "script_long"):
        return own_script[0] if own_script else name
    if is_latin(name):
        return name
    return next((code for code in archive.codes if is_latin(code)), archive.name)


def is_latin(text: str) -> bool:
    """Return whether a text is in Latin letters, including the Latin extension blocks of Unicode."""
    return all(sign < "\u0370" or "\u1e00" <= sign < "\u1f00" or not sign.isalpha() for sign in text)
