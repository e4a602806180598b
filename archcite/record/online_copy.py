"""Online copies: a scan, a transcript or a translation of the source in a portal."""

from __future__ import annotations

from attrs import field, frozen

from archcite.errors import RecordError
from archcite.record.converters import to_text
from archcite.record.date import ArchivalDate


def _to_access_date(value: ArchivalDate | str | None) -> ArchivalDate | None:
    if value is None or isinstance(value, ArchivalDate):
        return value
    if isinstance(value, str):
        return ArchivalDate.parse(value)
    raise RecordError(f"The access date of a copy must be a date, not {value!r}; write it as 2024-05-31.")


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

    def __str__(self) -> str:
        return ", ".join(piece for piece in (self.portal, self.url) if piece)
