"""Names of styles that a user may give, and the archival styles that come with archcite.

A short name such as ``chicago`` means an archival style *and* the general style that its ``template`` link
names, composed into one: a letter is formatted by the first, a book by the second.  Every other name is left
to :mod:`archcite.csl`, which knows nothing of archives.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from archcite.errors import StyleError

if TYPE_CHECKING:
    from pathlib import Path

    from archcite.csl.style.metadata import StyleInfo
    from archcite.csl.style.xml import Element

# The overlay with the terms of all archival styles.
_TERMS = "archival-terms"


class ReferenceForm(NamedTuple):
    """What a style asks for that no CSL style can do to one variable: how the archive and the reference are written.

    ``divider`` is between the parts of a reference; ``archive`` and ``place`` are what is printed in their places,
    of an archive that has a ``{name}`` and an abbreviation, its ``{code}``; ``upwards`` is between the named levels of
    a collection where they are listed from the lowest to the highest; ``dash`` is between the numbers of a range; with
    ``writing_place`` every document has the place where it was written, and not letters alone; with ``partial_dates``
    ranges, and dates without a day, are in the words of the language, as “1653–1669 гг.”; with ``title_kinds`` the kind
    of a document is in title case, whatever the language of the document; ``number`` is the ``{number}`` of a document
    where the style has its own form, as in “Telegram 7833” or “telegram no 7833”; with ``nested_brackets`` a note on a
    reference is in square brackets, since the reference is in round ones, and with ``bracketed_elsewhere`` so are notes
    on other references; with ``unarchived_documents`` a letter or an interview that is in no archive is a document,
    since the style would call a letter a communication to the author of the text; without ``own_interviewer`` an
    interview by the author of the text names nobody who asked; with ``named_interviews`` the kind of an interview has
    that word, since the interviewer follows it, as in “oral history interview by A”; with ``kind_last`` the kind of a
    document is after its author and recipient, and needs no comma before the recipient; with ``archive_of_printed`` the
    style prints the archive of a printed work, where its official half would not, and has no use for a database there;
    with ``own_pages`` the pages of a printed work would be taken for leaves in the archive that keeps it, unless the
    reference is with its collection; with ``initials`` given names are printed as initials, which a title (“Sir”) has
    none of; with ``leaves_apart`` the style prints the leaves of every document apart from its path, in ``section``,
    which official styles have another use for in interviews, hearings and newspapers; with ``hours`` the time of day
    that is written on a document follows its date, in ``event-title``; with ``unsigned_films`` a film in an archive of
    which nobody is known is a document, since the style would print a bracket with its year after a comma.
    """

    divider: str = ""
    archive: str = ""
    place: str = ""
    upwards: str = ""
    dash: str = "–"
    writing_place: bool = False
    partial_dates: bool = False
    title_kinds: bool = False
    number: str = ""
    nested_brackets: bool = False
    bracketed_elsewhere: bool = False
    unarchived_documents: bool = False
    own_interviewer: bool = True
    named_interviews: bool = False
    kind_last: bool = False
    archive_of_printed: bool = False
    own_pages: bool = False
    initials: bool = False
    leaves_apart: bool = False
    hours: bool = False
    unsigned_films: bool = False


class ArchivalStyle(NamedTuple):
    """An archival style of ours: its file in ``styles/``, the names of editions that mean it, its references."""

    file: str
    editions: tuple[str, ...] = ()
    reference: ReferenceForm = ReferenceForm()


_AS_THE_ARCHIVE = ReferenceForm()


@cache
def load_archival_styles() -> Mapping[str, ArchivalStyle]:
    """Return the archival styles by the short names that users give; ``archival_styles.toml`` has them.

    >>> load_archival_styles()["chicago"].file
    'chicago-notes-archival'
    """
    from archcite._foundation import resources

    return {
        name: ArchivalStyle(
            given["file"], tuple(given.get("editions", ())), ReferenceForm(**given.get("reference", {}))
        )
        for name, given in resources.read_table(__spec__, "archival_styles.toml").items()
    }


@cache
def _load_files() -> Mapping[str, str]:
    """Map each name of an archival style to its file: short names, files and editions."""
    styles = load_archival_styles()
    return {
        **{edition: style.file for style in styles.values() for edition in style.editions},
        **{style.file: style.file for style in styles.values()},
        **{name: style.file for name, style in styles.items()},
    }


def find_archival(name: str) -> str | None:
    """Return the id of the archival style that a name means, or None.

    >>> find_archival("Chicago"), find_archival("MLA 9th edition"), find_archival("ieee")
    ('chicago-notes-archival', 'mla-archival', None)
    """
    files = _load_files()
    if name in files:
        return files[name]
    if not _is_plain(name):
        return None
    from archcite.csl.style.library import normalize_name

    return files.get(name.lower()) or files.get(normalize_name(name))


def is_archival(style: object) -> bool:
    """Return whether a style is one of ours for archival sources, by its name or id.

    >>> is_archival("chicago"), is_archival("apa-archival"), is_archival("ieee")
    (True, True, False)
    """
    return isinstance(style, str) and find_archival(style.strip()) is not None


def get_reference_form(style: object) -> ReferenceForm:
    """Return how a style writes references; most write them as the archive does.

    >>> get_reference_form("gost").divider, get_reference_form("chicago").divider
    ('. ', '')
    """
    own = find_archival(style.strip()) if isinstance(style, str) else None
    forms = (each.reference for each in load_archival_styles().values() if own and each.file == own)
    return next(forms, _AS_THE_ARCHIVE)


def resolve(style: str | os.PathLike[str]) -> str | os.PathLike[str] | Element:
    """Return what to give :class:`archcite.csl.Processor` for a style that a user names.

    ``style`` is a short name (:func:`load_archival_styles`, with the composition as the result), the id of
    an archival style of ours, the id of an official style, an old id of one, its address (always the official
    style alone: ``http://www.zotero.org/styles/apa``), the path of a ``.csl`` file, or CSL as XML text.

    Raises :class:`~archcite.errors.StyleError` for an unknown style, with the nearest known ones.

    >>> resolve("mla-archival") == resolve("mla")
    True
    >>> resolve("harvard1")
    'harvard1'
    >>> resolve("chicagoo")
    Traceback (most recent call last):
    archcite.errors.StyleError: Unknown style “chicagoo”; did you mean “chicago”?
    """
    if isinstance(style, str):
        name = style.strip()
        own = find_archival(name)
        if own:
            return _load_composed(own)
        if _is_plain(name):
            _require_known(name)
    return style


def export_style(name: str) -> str:
    """Return a style as the XML text of one CSL file: an archival style with the style for everything else.

    Raises :class:`~archcite.errors.StyleError` for an unknown style.

    >>> export_style("chicago") == compose_style("chicago-notes-archival")
    True
    """
    from archcite.csl.style.library import read_source

    own = find_archival(name)
    if own:
        return compose_style(own)
    _require_known(name)
    return read_source(name)[0]


def compose_style(name: str) -> str:
    """Compose an archival style of ours and its general style, and return the XML text.

    Raises :class:`~archcite.errors.StyleError` where the style is not among ours.

    >>> "recipient" in compose_style("mla-archival")
    True
    """
    from archcite.csl.compose.styles import write_style

    return write_style(_build_composed(name))


@cache
def _load_composed(name: str) -> Element:
    """Return the parsed tree of what :func:`compose_style` returns as text."""
    return _build_composed(name)


def _build_composed(name: str) -> Element:
    from archcite.csl.compose.styles import compose_tree, merge_own_locales

    special, general = _load_pair(name)
    return compose_tree(special, general) if general else merge_own_locales(special)


def _load_pair(name: str) -> tuple[str, str]:
    """Return the texts of an archival style and of its general style, if it has one."""
    from archcite.csl.style.library import read_independent

    special = read_special(name)
    template = _find_template(special)
    if template is None:
        # Its own words come first.
        return special.replace("</style>", f"{_read_body(_TERMS)}</style>"), ""
    return special.replace("</info>", f"</info>{_read_body(_TERMS)}", 1), read_independent(template)


def read_special(name: str) -> str:
    """Return the XML text of an archival style of ours without its general style, with what it includes of others.

    >>> "<include" in read_special("polish-archival")
    False
    """
    import re

    from archcite.csl.style.library import read_source

    text = read_source(_find_file(name))[0]
    return re.sub(r"<include style=\"([\w-]+)\"/>", lambda found: _read_body(found[1]), text)


def _read_body(name: str) -> str:
    """Return what an overlay of ours has after its ``info``."""
    from archcite.csl.style.library import read_source

    text = read_source(_find_file(name))[0]
    return text[text.index("</info>") + len("</info>") : text.rindex("</overlay>")]


def find_archival_file(name: str) -> Path:
    """Find the file of an archival style, in the installed package or in a checkout.

    >>> find_archival_file("mla-archival").name
    'mla-archival.csl'
    """
    from pathlib import Path

    return Path(_find_file(name))


def _find_file(name: str) -> str:
    # An overlay changes an official style; a style stands alone.
    for suffix in ("overlay.csl", "csl"):
        path = os.path.join(_find_folder("styles"), f"{name}.{suffix}")
        if os.path.isfile(path):
            return path
    raise StyleError(f"Unknown archival style “{name}”; `archcite styles` lists them all.")


def list_names() -> list[str]:
    """Return every name that :func:`resolve` knows: ours first, then the ids of the official styles.

    >>> list_names()[:2]
    ['aglc', 'apa']
    """
    from archcite.csl.style.library import list_ids

    own = load_archival_styles()
    return [*own, *(name for name in list_ids() if name not in own)]


def get_info(style: str | os.PathLike[str]) -> StyleInfo:
    """Return the metadata of a style: title, id, class, citation format, default locale, fields and parents.

    ``style`` is what :func:`resolve` takes; a short name means the composition of an archival and a general style.

    Raises :class:`~archcite.errors.StyleError` for an unknown style.

    >>> info = get_info("nature")
    >>> info.title, info.style_class, info.citation_format, info.has_bibliography
    ('Nature', 'in-text', 'numeric', True)
    """
    from archcite.csl.style.metadata import read_info

    return read_info(resolve(style))


def get_title(name: str) -> str:
    """Return the title of a style as its author gave it; empty if the style has no title.

    >>> get_title("modern-language-association").startswith("MLA")
    True
    """
    import re
    from html import unescape

    from archcite.csl.style.library import read_source

    own = find_archival(name)
    text = read_source(_find_file(own) if own else name)[0]
    found = re.search(r"<title(?:\s[^>]*)?>(.*?)</title>", text, re.DOTALL)
    return " ".join(unescape(found[1]).split()) if found else ""


def _is_plain(name: str) -> bool:
    """Return whether this is a name, and not XML, an address or the path of a file."""
    return not name.startswith("<") and "/" not in name and "\\" not in name and not name.endswith(".csl")


def find_meant(name: str) -> list[str]:
    """Return up to three styles, ours among them, that an unknown name may mean.

    >>> find_meant("havard style")[0], find_meant("national archives")[1:]
    ('harvard-cite-them-right', ['tna', 'nara'])
    """
    from archcite.csl.style import library

    own = [(one, words) for one in load_archival_styles() for words in (one, get_title(one))]
    return library.find_meant(name, own)


def _require_known(name: str) -> None:
    """Raise an error with the likeliest names, ours among them, for an unknown name."""
    from archcite.csl.style import library

    if not library.is_official(name):
        if os.path.exists(name):
            library.read_source(name)  # which says what a file must be
        raise StyleError(library.describe_unknown(name, find_meant(name)))


def _find_template(xml: str) -> str | None:
    """Return the general style that an archival style names in its ``template`` link.

    >>> _find_template('<info><link rel="template" href="http://www.zotero.org/styles/apa"/></info>')
    'http://www.zotero.org/styles/apa'
    """
    import re

    link = re.search(r"<link\s[^<>]*\brel=\"template\"[^<>]*>", xml)
    address = re.search(r"\bhref=\"([^\"]*)\"", link[0]) if link else None
    return address[1] if address else None


@cache
def _find_folder(name: str) -> str:
    """Return the folder of our styles, or of the seed: in the installed package, or beside it in a checkout."""
    here = os.path.dirname(__file__)
    for folder in (os.path.join(here, f"_{name}"), os.path.join(os.path.dirname(here), name)):
        if os.path.isdir(folder):
            return folder
    raise StyleError(f"archcite's own {name} were not found; install archcite again.")


def is_numeric(style: str | os.PathLike[str]) -> bool:
    """Return whether a style cites with numbers, so that only its bibliography describes a source.

    >>> is_numeric("nature"), is_numeric("chicago")
    (True, False)
    """
    import re

    from archcite.csl.style.library import read_source

    own = find_archival(os.fspath(style))
    text = read_source(_find_file(own) if own else style)[0]
    return re.search(r"citation-format=[\"'](?:numeric|label)[\"']", text[:20_000]) is not None


__all__ = [
    "compose_style",
    "export_style",
    "find_archival",
    "find_meant",
    "get_info",
    "get_title",
    "is_archival",
    "is_numeric",
    "list_names",
    "load_archival_styles",
    "resolve",
]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    """Raise the error of a name that this module does not have, with the one that is meant."""
    from archcite._foundation.attributes import join_hints

    hints = join_hints(
        ("list_names()", ("list", "all", "names", "list_styles", "available", "STYLES")),
        ("find_meant(name)", ("search", "find", "suggest")),
        ("get_info(name)", ("get", "load", "info", "get_style", "Style")),
        ("export_style(name)", ("export", "read", "dump")),
    )
    hint = f"; use {hints[name]}" if name in hints else ""
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}{hint}")
