"""A style as records are printed in it: the CSL items that it is given, and the processor that formats them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from archcite.csl import Processor
from archcite.csl.style.library import pack, unpack
from archcite.formats.csl_json.fitted_item import fit_item
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.formats.csl_json.printed_item import to_printed_item
from archcite.record import Publication, Record
from archcite.styles import get_reference_form, is_archival, resolve

if TYPE_CHECKING:
    from typing import Literal

    from archcite.bibliography.given_sources import Source
    from archcite.output.formats import Format as OutputFormat

    FormatName: TypeAlias = Literal["text", "html", "markdown", "rst", "latex", "rtf", "typst"]
    # The name of a format, or an output format of one's own.
    Format: TypeAlias = FormatName | str | OutputFormat


class ItemPrinter:
    """A style with options for records, which :func:`archcite.cite` and :class:`archcite.Bibliography` share.

    An archival style prints more of a record than a CSL-JSON item can say for other programs.

    Raises :class:`~archcite.errors.StyleError` for an unknown style.
    """

    def __init__(
        self,
        style: str | os.PathLike[str],
        *,
        locale: str | None = None,
        archive_first: bool | None = None,
        date_words: bool = False,
    ) -> None:
        self.style = resolve(style)
        self.locale = locale
        self._is_archival = is_archival(style)
        self._form = get_reference_form(style)
        self._archive_first = archive_first
        self._date_words = date_words

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "style": pack(self.style)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state, style=unpack(state["style"]))

    def build_item(self, source: Source) -> dict[str, Any]:
        """Return the CSL item of a source, with its id as text.

        >>> ItemPrinter("apa").build_item({"id": 7, "type": "book", "title": "Signs"})["id"]
        '7'
        """
        item: Mapping[str, Any] = source  # type: ignore[assignment]
        if isinstance(source, Record | Publication):
            item = to_printed_item(source) if self._is_archival else to_csl_item(source)
        return {**item, "id": str(item.get("id", ""))}

    def finish(self, item: Mapping[str, Any], processor: Processor) -> Mapping[str, Any]:
        """Return an item as it is printed: for an archival style in the processor's language and in its form."""
        if not self._is_archival:
            return item
        return fit_item(item, processor.language, self._form, self._archive_first, self._date_words)

    def make_processor(
        self,
        format: Format,
        *,
        abbreviations: Mapping[str, Any] | None = None,
        anchor: Callable[[str], str] | None = None,
    ) -> Processor:
        """Return a processor for the style without items; see :class:`archcite.csl.Processor`."""
        return Processor(
            self.style,
            (),
            locale=self.locale,
            output=format,
            abbreviations=abbreviations,
            links=True,
            anchor=anchor,
        )

    def add_items(self, items: Iterable[Mapping[str, Any]], processor: Processor) -> None:
        """Add items to a processor as they are printed."""
        processor.add_items([self.finish(item, processor) for item in items])
