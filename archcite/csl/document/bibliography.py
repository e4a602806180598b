"""The entries of a bibliography: all of them as one text, some of them, or sections of them under headings."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping

from archcite.csl.data.item import Item
from archcite.csl.document.citation import whole
from archcite.csl.document.renderer import Renderer, Standing
from archcite.csl.style.model import Style
from archcite.errors import ArchciteWarning
from archcite.output.formats import Format, Layout, Section
from archcite.richtext.marks import CLOSE, LEFT_MARGIN, to_plain
from archcite.richtext.punctuation import resolve_punctuation


class Entries:
    """What the entries of items are in one format; which items and in what order is said with each call.

    ``standing`` gives what the document has decided for an item by its id, when its entry is rendered. ``ranks``
    are the places of the items in the bibliography, by their ids; those that have none are not in it.
    """

    def __init__(self, renderer: Renderer, format: Format, standing: Callable[[str], Standing]) -> None:
        self.layout = _layout(renderer.style)
        self._renderer = renderer
        self._format = format
        self._standing = standing

    def of(self, items: Iterable[Item]) -> Iterator[str]:
        """The entries of items, in order, as finished rich text, each rendered when it is asked for.

        What prints nothing is left out, and so is all where the style has no bibliography.
        """
        if self._renderer.style.bibliography is None:
            return
        quotes, punctuation = self._renderer.locale.quotes, self._renderer.locale.punctuation_in_quote
        for rich in self._renderer.entries((item, self._standing(item.id)) for item in items):
            yield resolve_punctuation(rich, quotes, punctuation)

    def some(self, ids: Iterable[str], ranks: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        """Some of the entries, in the order of their ranks, with the ids of their items."""
        wanted = sorted({key for key in ids if key in ranks}, key=ranks.__getitem__)
        asked: list[str] = []  # those that have been rendered; the last of them is the one that has come out

        def items() -> Iterator[Item]:
            for key in wanted:
                asked.append(key)
                item = self._renderer.item(key)
                assert item is not None
                yield item

        for rich in self.of(items()):
            yield asked[-1], rich

    def whole(self, items: Iterable[Item]) -> str:
        """The entries of items as one text, set out as the style wants it; empty where there are none."""
        rich = list(self.of(items))
        return self._format.bibliography(map(self._format.write, rich), self._aligned(rich))

    def sections(self, sections: Iterable[Section], ranks: Mapping[str, int]) -> tuple[Section, ...]:
        """Sections of the ids of items as they are written; see ``Processor.sections``."""
        return tuple(map(self._written, self._rich(sections, ranks)))

    def outline(
        self, sections: Iterable[Section], ranks: Mapping[str, int], first: Iterable[Section], level: int
    ) -> str:
        """The same as one text, after other sections that are written already."""
        rich = tuple(self._rich(sections, ranks))
        layout = self._aligned(_all_entries(rich))
        return self._format.outline((*first, *map(self._written, rich)), layout, level=level)

    def _rich(self, sections: Iterable[Section], ranks: Mapping[str, int]) -> Iterator[Section]:
        """Sections with entries in rich text, without those that have none; their titles are what they were."""
        for section in sections:
            found = dict(self.some(section.entries, ranks))
            for key in section.entries if len(found) < len(section.entries) else ():
                if key in ranks and key not in found:
                    name = self._renderer.given[key].get("title") or key
                    warnings.warn(
                        f"The style prints nothing of “{name}”; it is left out.",
                        ArchciteWarning,
                        stacklevel=5,
                    )
            within = tuple(self._rich(section.sections, ranks))
            if found or within or not (section.entries or section.sections):
                yield section._replace(entries=tuple(found.values()), sections=within)

    def _written(self, section: Section) -> Section:
        write = self._format.write
        return section._replace(
            title=write(section.title),
            entries=tuple(map(write, section.entries)),
            sections=tuple(map(self._written, section.sections)),
        )

    def _aligned(self, rich: Iterable[str]) -> Layout:
        """The layout of these entries, with the widest of what stands in their margins."""
        if not self.layout.second_field_align:
            return self.layout
        return self.layout._replace(margin=max(map(_first_field, rich), default=0))


def _layout(style: Style) -> Layout:
    options = style.bibliography.options if style.bibliography else {}
    return Layout(
        hanging_indent=options.get("hanging-indent") == "true",
        entry_spacing=whole(options.get("entry-spacing", 1)),
        line_spacing=whole(options.get("line-spacing", 1)) or 1,
        second_field_align=options.get("second-field-align", ""),
    )


def _all_entries(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.entries
        yield from _all_entries(section.sections)


def _first_field(entry: str) -> int:
    """The width in characters of what stands in the margin of an entry."""
    if not entry.startswith(LEFT_MARGIN):
        return 0
    return len(to_plain(entry[: entry.find(CLOSE)]).strip())
