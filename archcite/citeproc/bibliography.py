"""Bibliographies and citations with the methods of citeproc-py, rendered by archcite's processor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any, TypeAlias

from archcite.citeproc.formats import build_format
from archcite.citeproc.formatter import html
from archcite.citeproc.source import BibliographySource, Citation, CitationItem, to_csl_item
from archcite.citeproc.style import CitationStylesStyle
from archcite.csl import Processor
from archcite.csl.style.xml import Element
from archcite.errors import ArchciteError

Callback: TypeAlias = Callable[[CitationItem], Any]
# What stands for a missing item until its text is known: characters that no item has.
_MISSING = "\U00100000{}\U00100001"


class CitationStylesBibliography:
    """Citations of a document and its bibliography.

    ``source`` maps keys to references; ``formatter`` is a module such as :mod:`archcite.citeproc.formatter.html`.
    ``keys`` and ``items`` are what has been registered, in the order of the bibliography.
    """

    def __init__(self, style: CitationStylesStyle, source: Mapping[str, Any], formatter: Any = html) -> None:
        if not isinstance(style, CitationStylesStyle):
            raise ArchciteError(f"The style must be a CitationStylesStyle, not {style!r}.")
        if not isinstance(source, Mapping):
            raise ArchciteError(
                f"The source must map keys to references, as CiteProcJSON does, not be {source!r}."
            )
        build_format(formatter)
        self.style = style
        self.source = source
        self.formatter = formatter
        self.keys: list[str] = []
        self.items: list[CitationItem] = []
        self._processor: Processor | None = None
        self._known: dict[str, dict[str, Any]] = {}  # the items that the processor has
        self._cited: dict[
            int, tuple[Citation, str]
        ] = {}  # citations by identity, with their ids in the processor

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy in another process needs: a formatter that is a module is stored by its name."""
        formatter = self.formatter
        return {
            **vars(self),
            "formatter": formatter.__name__ if isinstance(formatter, ModuleType) else formatter,
            "is_module": isinstance(formatter, ModuleType),
            "_processor": None,
            "_cited": list(self._cited.values()),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Set up a bibliography again from what :meth:`__getstate__` returned."""
        is_module, cited = state.pop("is_module"), state.pop("_cited")
        vars(self).update(state)
        if is_module:
            self.formatter = import_module(self.formatter)
        self._cited = {id(citation): (citation, key) for citation, key in cited}

    def register(self, citation: Citation, callback: Callback | None = None) -> None:
        """Register a citation; ``callback`` is called for each of its cites whose key is not in the source."""
        _check_citation(citation, callback)
        citation.bibliography = self
        for item in citation.cites:
            key = self._find_key(item)
            if key is None:
                if callback is not None:
                    callback(item)
                continue
            object.__setattr__(item, "key", key)
            if key not in self.keys:
                self.keys.append(key)
                self.items.append(item)
                self._processor = None  # the numbers of items follow their order here

    def sort(self) -> None:
        """Sort what has been registered as the style requires; what is registered later comes after it."""
        self.items = self.sort_items(self.items)
        self.keys = [item.key for item in self.items]
        self._processor = None

    def cite(self, citation: Citation, callback: Callback | None = None) -> str:
        """Return the text of a citation, which comes after those that have been cited before.

        ``callback`` is called for each cite whose item is not registered. The text for it is what that returns, or
        its key with a question mark.
        """
        _check_citation(citation, callback)
        processor = self._update_processor(item.key for item in citation.cites)
        found = self._cited.get(id(citation))
        if found is None:
            cites = [self._build_cite(item, place) for place, item in enumerate(citation.cites)]
            found = citation, processor.cite(cites, note=len(self._cited) + 1)
            self._cited[id(citation)] = found
        text = processor.citation(found[1])
        for place, item in enumerate(citation.cites):
            if item.key not in self.keys:
                shown = (callback(item) if callback is not None else None) or f"{item.key}?"
                text = text.replace(f"[?{_MISSING.format(place)}]", str(self.formatter.preformat(str(shown))))
        return text

    def bibliography(self) -> list[str]:
        """Return the entries of all that has been registered, in the order of ``keys``."""
        return self._update_processor(self.keys).bibliography() if self.keys else []

    def sort_items(self, items: Sequence[CitationItem]) -> list[CitationItem]:
        """Return items in the order of the style."""
        processor = self._build_processor(self.style.root, [item.key for item in items])
        ranks = {key: rank for rank, key in enumerate(processor.order())}
        return sorted(items, key=lambda item: ranks[item.key])

    def render_items(self, items: Sequence[CitationItem]) -> list[str]:
        """Return the entries of items, in the order in which they are given."""
        found = dict(self._update_processor(self.keys).list_entries([item.key for item in items]))
        return [found[item.key] for item in items if item.key in found]

    def _find_key(self, item: CitationItem) -> str | None:
        """Return the key under which the source has the reference of a cite: as it was given, or in lower case."""
        given = vars(item).get("id", item.key)
        if isinstance(self.source, BibliographySource):
            given = self.source.find_key(given)
        return next((str(key) for key in (given, item.key) if key in self.source), None)

    def _update_processor(self, keys: Iterable[str]) -> Processor:
        """Return the processor, with the items of these keys as they are now in the source."""
        if self._processor is None:
            self._known = {}
            self._processor = self._build_processor(self.style.unsorted, self.keys)
            for citation, id in self._cited.values():
                cites = [self._build_cite(item, place) for place, item in enumerate(citation.cites)]
                self._processor.cite(cites, note=len(self._processor.ids()) + 1, id=id)
        changed = [
            item
            for key in keys
            if key in self.keys and (item := self._build_item(key)) != self._known.get(key, item)
        ]
        if changed:
            self._processor.add_items(changed)
        return self._processor

    def _build_processor(self, style: Element, keys: Sequence[str]) -> Processor:
        self._known = {key: self._build_item(key) for key in keys}
        processor = Processor(
            style,
            self._known.values(),
            locale=self.style.locale,
            output=build_format(self.formatter),
            on_warning=_ignore,  # missing items are reported to the callbacks
        )
        processor.register(keys)
        return processor

    def _build_item(self, key: str) -> dict[str, Any]:
        return {**to_csl_item(self.source[key]), "id": key}

    def _build_cite(self, item: CitationItem, place: int) -> dict[str, Any]:
        key = item.key if item.key in self.keys else _MISSING.format(place)
        cite = {"id": key, **{name: str(item[name]) for name in ("prefix", "suffix") if item.get(name)}}
        locator = item.get("locator")
        locator, label = getattr(locator, "identifier", locator), getattr(locator, "label", None)
        if locator is not None:
            cite["locator"] = str(locator)
            cite["label"] = str(label or "page")
        return cite


def _check_citation(citation: object, callback: object) -> None:
    if not isinstance(citation, Citation):
        raise ArchciteError(f"Give a citation, such as Citation([CitationItem('roe')]), not {citation!r}.")
    if callback is not None and not callable(callback):
        raise ArchciteError(f"`callback` must be a function, not {callback!r}.")


def _ignore(_message: str) -> None:
    pass
