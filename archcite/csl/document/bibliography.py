"""Render a bibliography: all entries as one text, some of them, or sections of them under headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from archcite._foundation.warning_collector import emit_warning
from archcite._foundation.wording import shorten_text
from archcite.csl.data.item import Item
from archcite.csl.document.citation import to_int
from archcite.csl.document.renderer import ItemAssignment, Renderer
from archcite.csl.style.model import Style
from archcite.output.formats import Format, Layout, Section
from archcite.richtext.marks import CLOSE, LEFT_MARGIN, Rich, to_line, to_plain
from archcite.richtext.punctuation import resolve_punctuation


class BibliographyRenderer:
    """Renderer of bibliography entries in one format; which items and in what order is given with each call.

    ``assignment`` returns the number and the disambiguation of an item by its id. ``ranks`` are the places of
    items in the bibliography, by id; items without a rank are not in it.
    """

    def __init__(
        self, renderer: Renderer, format: Format, assignment: Callable[[str], ItemAssignment]
    ) -> None:
        self.layout = _read_layout(renderer.style)
        self._renderer = renderer
        self._format = format
        self._assignment = assignment

    def render(self, items: Iterable[Item]) -> Iterator[Rich]:
        """Yield the entries of items, in order, as finished rich text.

        What prints nothing is left out, and so is all where the style has no bibliography.
        """
        if self._renderer.style.bibliography is None:
            return
        quotes, punctuation = self._renderer.locale.quotes, self._renderer.locale.punctuation_in_quote
        for rich in self._renderer.render_entries((item, self._assignment(item.id)) for item in items):
            yield resolve_punctuation(rich, quotes, punctuation)

    def render_some(self, ids: Iterable[str], ranks: Mapping[str, int]) -> Iterator[tuple[str, Rich]]:
        """Yield some of the entries with the ids of their items, in the order of their ranks."""
        wanted = sorted({key for key in ids if key in ranks}, key=ranks.__getitem__)
        asked: list[str] = []  # those that have been rendered; the last of them is the one that has come out

        def items() -> Iterator[Item]:
            for key in wanted:
                asked.append(key)
                item = self._renderer.get_item(key)
                assert item is not None
                yield item

        for rich in self.render(items()):
            yield asked[-1], rich

    def render_document(self, items: Iterable[Item]) -> str:
        """Render the entries of items as one text, laid out as the style wants it; "" without entries."""
        rich = list(self.render(items))
        return self._format.bibliography(map(self._format.write, rich), self.fit_layout(rich))

    def render_sections(self, sections: Iterable[Section], ranks: Mapping[str, int]) -> tuple[Section, ...]:
        """Render sections whose entries are ids of items; see :meth:`archcite.csl.Processor.sections`."""
        return tuple(map(self._write_section, self._render_rich(sections, ranks)))

    def render_outline(
        self, sections: Iterable[Section], ranks: Mapping[str, int], first: Iterable[Section], level: int
    ) -> str:
        """Render sections as one text, after the sections ``first``, which are rendered already."""
        rich = tuple(self._render_rich(sections, ranks))
        layout = self.fit_layout(_iterate_entries(rich))
        return self._format.outline((*first, *map(self._write_section, rich)), layout, level=level)

    def _render_rich(self, sections: Iterable[Section], ranks: Mapping[str, int]) -> Iterator[Section]:
        """Yield sections with entries in rich text, without those that have no entries.

        Titles stay as they are.
        """
        for section in sections:
            found = dict(self.render_some(section.entries, ranks))
            for key in section.entries if len(found) < len(section.entries) else ():
                if key in ranks and key not in found:
                    name = shorten_text(str(self._renderer.given[key].get("title") or key))
                    emit_warning(f"The style prints nothing of “{name}”; it is left out.")
            within = tuple(self._render_rich(section.sections, ranks))
            if found or within or not (section.entries or section.sections):
                yield section._replace(entries=tuple(found.values()), sections=within)

    def _write_section(self, section: Section) -> Section:
        write = self._format.write
        return section._replace(
            title=write(to_line(section.title)),
            entries=tuple(write(Rich(entry)) for entry in section.entries),
            sections=tuple(map(self._write_section, section.sections)),
        )

    def fit_layout(self, rich: Iterable[str]) -> Layout:
        """Return the layout of these entries, with the width of the widest first field."""
        if not self.layout.second_field_align:
            return self.layout
        return self.layout._replace(margin=max(map(measure_first_field, rich), default=0))


def _read_layout(style: Style) -> Layout:
    options = style.bibliography.options if style.bibliography else {}
    return Layout(
        hanging_indent=options.get("hanging-indent") == "true",
        entry_spacing=to_int(options.get("entry-spacing", 1)),
        line_spacing=to_int(options.get("line-spacing", 1)) or 1,
        second_field_align=options.get("second-field-align", ""),
    )


def _iterate_entries(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.entries
        yield from _iterate_entries(section.sections)


def measure_first_field(entry: str) -> int:
    """Measure the field in the margin of an entry, in characters."""
    if not entry.startswith(LEFT_MARGIN):
        return 0
    return len(to_plain(entry[: entry.find(CLOSE)]).strip())
