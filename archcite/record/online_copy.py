"""Online copies: a scan, a transcript or a translation of the source in a portal."""

from __future__ import annotations

import datetime

from attrs import field, frozen

from archcite.record.converters import format_repr, to_text
from archcite.record.date import ArchivalDate, to_date


def _to_access_date(value: ArchivalDate | datetime.date | str | int | None) -> ArchivalDate | None:
    return to_date(value, "access date of a copy")


@frozen
class OnlineCopy:
    """The copy of a source in a portal: the portal's name and number, the address, the day of access.

    >>> OnlineCopy("Wilson Center Digital Archive", accessed="2024-05-31").accessed.edtf
    '2024-05-31'
    """

    portal: str | None = field(default=None, converter=to_text)
    url: str | None = field(default=None, converter=to_text)
    identifier: str | None = field(default=None, converter=to_text)
    accessed: ArchivalDate | None = field(default=None, converter=_to_access_date)

    def __bool__(self) -> bool:
        return bool(self.portal or self.url or self.identifier or self.accessed)

    __repr__ = format_repr

    def __str__(self) -> str:
        return ", ".join(piece for piece in (self.portal, self.url) if piece)
