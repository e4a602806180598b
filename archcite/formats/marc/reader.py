"""Read MARC 21, in its binary form and as MARCXML: catalogue records of manuscripts, archives and books."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import reader_warnings
from archcite.formats.common.xml_reading import (
    find_children,
    find_root,
    get_attribute,
    get_line,
    get_name,
    iterate_elements,
)
from archcite.formats.marc import publication, unimarc
from archcite.formats.marc.entry import MarcEntry
from archcite.record import Source

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pymarc import Record as MarcRecord

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_NAMESPACES = (NAMESPACE, "info:lc/xmlns/marcxchange")

_BINARY = re.compile(rb"\d{5}[a-z ][a-z ][a-z ].[a ]22\d{5}.{3}450[0 ]", re.DOTALL)
# Types of records (leader, position 6): authorities, classifications, community information, holdings.
_NOT_BIBLIOGRAPHIC = frozenset("quvwxyz")
_LINES = re.compile(r"[\r\n\x1d-\x1f]+")
_BAD_CODE = re.compile(rb"\x1f[\x80-\xff]+")


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is MARC 21 or MARCXML.

    >>> sniff_start(b"00714cam a2200205 a 4500001001300000"), sniff_start(b'<record xmlns="http://www.loc.gov/MARC21/slim">')
    (True, True)
    >>> sniff_start(b"<record><title/></record>")
    False
    """
    if _BINARY.match(start.lstrip()):
        return True
    found = find_root(start)
    if found is None:
        return False
    return found.name in ("record", "collection") and any(name in found.start for name in _NAMESPACES)


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield a record for each record of a file of MARC 21, UNIMARC or MARCXML; a publication for a published work.

    Raises :class:`~archcite.errors.SourceError` if the file has none, or a damaged one.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<record xmlns="http://www.loc.gov/MARC21/slim">
    ... <leader>00000ctm a2200000 a 4500</leader>
    ... <datafield tag="100" ind1="1" ind2=" "><subfield code="a">Creel, George,</subfield></datafield>
    ... <datafield tag="245" ind1="1" ind2="0"><subfield code="k">Letter,</subfield>
    ... <subfield code="f">1918 Sept. 25.</subfield></datafield>
    ... <datafield tag="852" ind1=" " ind2=" "><subfield code="a">Yale University Library</subfield>
    ... <subfield code="j">MS 466, box 6</subfield></datafield></record>'''))
    >>> record.title, record.date.edtf, str(record.holding)
    ('Letter', '1918-09-25', 'Yale University Library, MS 466, box 6')
    """
    start = file.read(64)
    file.seek(0)
    records = _iterate_binary(file, name) if _BINARY.match(start.lstrip()) else _iterate_xml(file, name)
    number = left_out = 0
    for number, (record, line) in enumerate(records, start=1):
        location = SourceLocation(name, line, number)
        leader = str(record.leader)
        # A leader that lost its blanks has other letters there.
        if leader[6:7] in _NOT_BIBLIOGRAPHIC and (leader[:5].isdigit() or not leader[:5].strip()):
            left_out += 1
        elif unimarc.is_unimarc(record):
            yield unimarc.build_publication(record, location)
        elif publication.is_published(record):
            yield publication.build_publication(record, location)
        else:
            yield MarcEntry(record, location).build_record()
    if number == left_out:
        kinds = "only records of holdings or authorities" if number else "no MARC record"
        raise SourceError(f"The file has {kinds}: export it again.", location=SourceLocation(name))


def _iterate_binary(file: BinaryIO, name: str) -> Iterator[tuple[MarcRecord, None]]:
    """Yield the records of the binary form: the first five bytes are the length, 99,999 at most."""
    number = 0
    while length := file.read(1):
        if length in b"\r\n \x00\x1a":  # between records
            continue
        number += 1
        location = SourceLocation(name, number=number)
        length += file.read(4)
        if len(length) < 5 or not length.isdigit() or int(length) < 25:
            raise _build_error(location, "the length is not a number")
        data = length + file.read(int(length) - 5)
        if len(data) < int(length):
            raise _build_error(location, "the end is missing")
        yield _parse_record(data, location), None


def _parse_record(data: bytes, location: SourceLocation) -> MarcRecord:
    from pymarc import Record as MarcRecord

    _silence_pymarc()
    if _BAD_CODE.search(data):
        reader_warnings.warn(
            location, "The record has subfields whose code is not a letter or a digit; left out."
        )
        # As long as before: the directory of the record has the positions of its fields.
        data = _BAD_CODE.sub(lambda found: b"\x1f?".ljust(len(found[0])), data)
    is_utf8 = data[9:10] == b"a"
    if not is_utf8 and not data.isascii() and _is_utf8(data):
        # UNIMARC declares its characters elsewhere; its leader ends with a blank.
        if data[23:24] != b" ":
            reader_warnings.warn(location, "The record declares MARC-8, but is in UTF-8; read as UTF-8.")
        is_utf8 = True
    if is_utf8 and not _is_utf8(data):
        reader_warnings.warn(location, "The record has bytes that are not valid UTF-8; left out.")
    try:
        return MarcRecord(data, force_utf8=is_utf8, hide_utf8_warnings=True, utf8_handling="ignore")
    except Exception as error:
        # A damaged directory makes pymarc raise errors of many kinds.
        raise _build_error(location, error) from None


@functools.cache
def _silence_pymarc() -> None:
    """Keep what pymarc logs of a damaged field off the terminal, where a program has not set up logging."""
    import logging

    logging.getLogger("pymarc").addHandler(logging.NullHandler())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _build_error(location: SourceLocation, error: object) -> SourceError:
    reason = _LINES.sub(" ", str(error) or type(error).__name__)[:100].rstrip(" .")
    return SourceError(f"The MARC record is damaged ({reason}): export it again.", location=location)


def _iterate_xml(file: BinaryIO, name: str) -> Iterator[tuple[MarcRecord, int]]:
    """Yield the records of MARCXML with their lines."""
    for element in iterate_elements(file, name, {"record"}):
        # A record of OAI-PMH contains the MARC record.
        for inner in element.iter():
            if get_name(inner) == "record" and find_children(inner, "datafield", "controlfield"):
                yield _from_element(inner), get_line(inner)


def _from_element(element: _Element) -> Any:
    from pymarc import Field, Indicators, Leader, Subfield
    from pymarc import Record as MarcRecord

    record: Any = MarcRecord()
    for one in find_children(element, "leader"):
        record.leader = Leader((one.text or "").ljust(24)[:24])
    for one in find_children(element, "controlfield", "datafield"):
        tag = get_attribute(one, "tag")
        if get_name(one) == "controlfield":
            record.add_field(Field(tag=tag, data=one.text or ""))
            continue
        indicators = Indicators(*((one.get(f"ind{n}") or " ")[0] for n in (1, 2)))
        subfields = [
            Subfield(get_attribute(sub, "code"), "".join(map(str, sub.itertext())))
            for sub in find_children(one, "subfield")
        ]
        record.add_field(Field(tag=tag, indicators=indicators, subfields=subfields))
    return record
