"""The fields of a PICA+ record, from XML, JSON, plain text (``021A $aLetters``) and normalized PICA+."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.xml_reading import find_children, get_attribute, get_line, iterate_elements

if TYPE_CHECKING:
    from lxml.etree import _Element

# A tab is what the separator of normalized PICA+ becomes.
_SPACE = pattern(r"\s*")
_LINE = pattern(r"(?P<tag>[012]\d\d[A-Z@])(?:/(?P<occurrence>\d{2,3}))? ?(?P<sign>[$ƒ\t])(?P<rest>.*)")
# Of picaXML, and of the form in which the Deutsche Nationalbibliothek prints it (ppxml).
_FIELDS = ("datafield", "tag")
TAG = r"[012]\d\d[A-Z@](?:/\d{2,3})? ?"


class Field(NamedTuple):
    """A field: its tag, and its subfields as pairs of a code and a value."""

    tag: str
    subfields: tuple[tuple[str, str], ...]

    def get(self, *codes: str) -> str:
        """Return the value of the first subfield with one of these codes, in the order of the codes; or ""."""
        found = (value for code in codes for own, value in self.subfields if own == code and value.strip())
        return " ".join(next(found, "").split())


@define
class PicaRecord:
    """A record: its fields in order, and the line that it begins on."""

    line: int | None
    fields: list[Field] = field(factory=list)

    def find(self, *tags: str) -> list[Field]:
        """Return the fields with one of these tags, in the order of the tags."""
        return [one for tag in tags for one in self.fields if one.tag == tag]

    def get(self, tag: str, *codes: str) -> str:
        """Return a value of the first field with a tag that has it; or ""."""
        return next((text for one in self.find(tag) if (text := one.get(*codes))), "")


def iterate_xml(file: BinaryIO, name: str) -> Iterator[PicaRecord]:
    """Yield the records of PICA+ XML, alone or in an answer of SRU or OAI-PMH."""
    for element in iterate_elements(file, name, {"record"}):
        for inner in element.iter():
            if find_children(inner, *_FIELDS):
                yield PicaRecord(get_line(inner), [*_iterate_fields(inner)])


def _iterate_fields(element: _Element) -> Iterator[Field]:
    for one in find_children(element, *_FIELDS):
        subfields = (
            (get_attribute(sub, "code") or get_attribute(sub, "id"), "".join(map(str, sub.itertext())))
            for sub in find_children(one, "subfield", "subf")
        )
        yield Field(get_attribute(one, "tag") or get_attribute(one, "id"), tuple(subfields))


def to_plain(data: bytes) -> bytes:
    """Return normalized PICA+ as plain: it ends fields with 1E and begins subfields with 1F; plain PICA+ stays.

    >>> to_plain(b"003@ \\x1f01\\x1e021A \\x1faA\\x1e\\n003@ \\x1f02\\x1e").decode().splitlines()
    ['003@ \\t01', '021A \\taA', '', '003@ \\t02']
    """
    return data.replace(b"\x1d", b"").replace(b"\x1e", b"\n").replace(b"\x1f", b"\t")


def iterate_text(text: str) -> Iterator[PicaRecord]:
    """Yield the records of plain PICA+: a blank line, or the next field 003@, is between them.

    >>> [record.get("021A", "a") for record in iterate_text("003@ $01\\n021A $aLetters\\n\\n003@ $02\\n021A $aB")]
    ['Letters', 'B']
    """
    record = PicaRecord(1)
    for number, line in enumerate(text.split("\n"), start=1):
        parsed = _parse_field(line.strip())
        if record.fields and (not line.strip() or (parsed and parsed.tag == "003@" and record.find("003@"))):
            yield record
            record = PicaRecord(number)
        if parsed:
            record.line = record.line if record.fields else number
            record.fields.append(parsed)
    if record.fields:
        yield record


def iterate_json(text: str) -> Iterator[PicaRecord]:
    """Yield the records of PICA/JSON: a list of fields a line, or all of them in one list.

    A field is a list of its tag, its occurrence, and the codes and values of its subfields in turn. Raises
    :class:`ValueError` for a text that is not so.

    >>> [record.get("021A", "a") for record in iterate_json('[["003@", "", "0", "1"], ["021A", "", "a", "B"]]')]
    ['B']
    """
    import json

    decoder = json.JSONDecoder()
    position, line = 0, 1
    while position < len(text):
        found, value_end = decoder.raw_decode(text, position)
        if not isinstance(found, list):
            raise ValueError("a record is not a list")
        is_record = bool(found) and all(
            isinstance(one, list) and one and isinstance(one[0], str) for one in found
        )
        for fields in [found] if is_record else found:
            if not isinstance(fields, list):
                raise ValueError("a record is not a list")
            yield PicaRecord(line, [_build_field(one) for one in fields])
        space = _SPACE.match(text, value_end)
        end = space.end() if space else value_end
        line += text.count("\n", position, end)
        position = end


def _build_field(parts: object) -> Field:
    if not isinstance(parts, list) or len(parts) < 2:
        raise ValueError("a field is not a list")
    tag, _occurrence, *rest = map(str, parts)
    return Field(tag, tuple(zip(rest[::2], rest[1::2], strict=False)))


def _parse_field(line: str) -> Field | None:
    found = _LINE.match(line)
    if found is None:
        return None
    sign = found["sign"]
    # A doubled sign is the sign itself.
    pieces = found["rest"].replace(sign * 2, "\x00").split(sign)
    subfields = tuple((piece[:1], piece[1:].replace("\x00", sign)) for piece in pieces if piece)
    return Field(found["tag"], subfields)


__all__ = ["TAG", "Field", "PicaRecord", "iterate_json", "iterate_text", "iterate_xml", "to_plain"]
