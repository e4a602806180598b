"""Styles: by the names, paths and files that citeproc-py takes."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from copy import copy
from typing import IO, TYPE_CHECKING, Any

from archcite._foundation.warning_collector import emit_warning
from archcite.citeproc.data_folders import LOCALES_PATH, SCHEMA_PATH
from archcite.csl.style import library
from archcite.csl.style.metadata import StyleInfo, read_info
from archcite.csl.style.xml import MAX_BYTES, Element, parse
from archcite.errors import LocaleError, StyleError

if TYPE_CHECKING:
    from archcite.citeproc.source import Citation, CitationItem


class UnknownStyleError(StyleError, ValueError):
    """Unknown or invalid style; a ``ValueError`` as in citeproc-py."""


class UnknownLocaleError(LocaleError, ValueError):
    """Unknown locale; a ``ValueError`` as in citeproc-py."""


class CitationStylesStyle:
    """A CSL style, by its name, its path, or an open file.

    ``style`` is the name of an official style, the path of a file, an open file, or XML text; ``locale`` a language
    tag, which overrules that of the style. With ``validate`` a style that does not conform to the schema of CSL is
    reported with a warning; it is used all the same.

    Raises a ``ValueError``, which is a :class:`~archcite.errors.StyleError` or a
    :class:`~archcite.errors.LocaleError`, for what is unknown.

    >>> style = CitationStylesStyle("nature", validate=False)
    >>> style.has_bibliography(), style.info.title
    (True, 'Nature')
    """

    def __init__(self, style: Any, locale: str | None = None, validate: bool = True) -> None:
        try:
            text, what = _read_style(style)
            # Entries keep the order in which they were registered until sort() is called.
            self.root, self.unsorted = _parse_style(text, what)
            self.locale = library.load(self.root, locale=locale)[1]
        except LocaleError as error:
            raise UnknownLocaleError(str(error)) from None
        except StyleError as error:
            raise UnknownStyleError(str(error)) from None
        if validate:
            _validate(text)

    @property
    def info(self) -> StyleInfo:
        """The metadata of the style."""
        return read_info(self.root)

    def has_bibliography(self) -> bool:
        """Return whether the style has a bibliography."""
        return self.info.has_bibliography

    def render_citation(self, citation: Citation, cites: object = None, callback: Any = None) -> str:
        """Return the text of a citation that is registered in a bibliography."""
        text: str = citation.bibliography.cite(citation, callback)
        return text

    def sort_bibliography(self, citation_items: Sequence[CitationItem]) -> list[CitationItem]:
        """Return items of a bibliography in the order of the style."""
        return citation_items[0].bibliography.sort_items(citation_items) if citation_items else []

    def render_bibliography(self, citation_items: Sequence[CitationItem]) -> list[str]:
        """Return the entries of items of a bibliography, in the order in which they are given."""
        return citation_items[0].bibliography.render_items(citation_items) if citation_items else []


class CitationStylesLocale:
    """Locale of CSL, by its language tag; ``root`` is its file, as it was parsed.

    Raises a ``ValueError``, which is a :class:`~archcite.errors.LocaleError`, if CSL has no such locale.

    >>> CitationStylesLocale("de-AT").root.attrs["lang"]
    'de-AT'
    """

    def __init__(self, locale: str, validate: bool = True) -> None:
        path = os.path.join(LOCALES_PATH, f"locales-{locale}.xml")
        if not os.path.isfile(path):
            raise UnknownLocaleError(f"“{locale}” is not a locale of CSL; use a tag such as en-GB or de-DE.")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.locale = locale
        self.root = parse(text, path)
        if validate:
            _validate(text, "locale")


def get_style_filepath(name: str) -> str:
    """Return the path of an official style; a dependent style gives the path of the style that it stands for.

    Old names are known, and names are taken without regard to case.

    Raises a ``ValueError`` that is a :class:`~archcite.errors.StyleError` for an unknown style.

    >>> os.path.basename(get_style_filepath("2d-materials"))
    'institute-of-physics-numeric.csl'
    """
    try:
        text, what = library.read_source(name)
        while (parent := library.find_parent(parse(text, what, closed="macro"))) is not None:
            text, what = library.read_parent(parent, what)
    except StyleError as error:
        raise UnknownStyleError(str(error)) from None
    paths = (os.path.join(folder, f"{what}.csl") for folder in library.find_folders())
    return next(path for path in paths if os.path.isfile(path))


def _read_style(style: str | os.PathLike[str] | IO[Any]) -> tuple[str, str]:
    """Return the XML text of a style, and the name for errors."""
    if isinstance(style, str) and not style.lstrip("\ufeff \n\r\t").startswith("<"):
        return library.read_source(_to_path(style) if os.path.isfile(style) else style)
    if isinstance(style, (str, os.PathLike)):
        return library.read_source(style)
    if not hasattr(style, "read"):
        raise StyleError(f"{style!r} is not a style; give its name, its path, or an open file.")
    content = style.read(MAX_BYTES + 1)
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    return text, str(getattr(style, "name", "the style"))


def _to_path(style: str) -> os.PathLike[str]:
    from pathlib import Path

    return Path(style)


@functools.lru_cache(maxsize=library.MAX_KEPT)
def _parse_style(text: str, what: str) -> tuple[Element, Element]:
    """Parse a style, and return it as it is, and without the order of its bibliography.

    The same text gives the same objects, so that a style is compiled once in a process.
    """
    root = parse(text, what, closed="macro")
    return root, _remove_sort(_find_independent(root, what))


def _find_independent(root: Element, what: str) -> Element:
    """Return an independent style: the given one, or the one that it stands for, with its own language."""
    language = None
    while (parent := library.find_parent(root)) is not None:
        language = language or root.attrs.get("default-locale")
        root = copy(parse(*library.read_parent(parent, what), closed="macro"))
    if language:
        root.attrs = {**root.attrs, "default-locale": language}
    return root


def _remove_sort(root: Element) -> Element:
    """Return a style whose bibliography keeps the order in which items are registered."""
    unsorted = copy(root)
    unsorted.children = [copy(child) for child in root.children]
    bibliography = unsorted.find("bibliography")
    if bibliography is not None:
        bibliography.children = [child for child in bibliography.children if child.tag != "sort"]
    return unsorted


def _validate(xml: str, what: str = "style") -> None:
    """Warn of a style or a locale that does not conform to the schema of CSL."""
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    if not schema.validate(etree.fromstring(xml.encode(), parser)):
        first = schema.error_log[0]
        message = f"The {what} does not conform to the CSL schema (line {first.line}: {first.message})."
        emit_warning(message)
