"""The bytes of an XML file: their start as text, and what is counted and repaired before a parser sees them."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from archcite._foundation.warning_collector import emit_warning
from archcite.errors import ArchciteWarning, SourceError, SourceLocation

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
# What may come before the root: how it begins and ends.
_PROLOG = (("<!--", "-->"), ("<?", "?>"))
# Prefixes that files use without declaring them, and their namespaces.
_FORGIVEN = {
    b"xlink": b"http://www.w3.org/1999/xlink",
    b"xsi": b"http://www.w3.org/2001/XMLSchema-instance",
}
# The same for prefixes of elements, in the first part of a file: of answers that people cut records from.
_FORGIVEN_OF_ELEMENTS = {
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"ead": b"urn:isbn:1-931666-22-9",
    b"marc": b"http://www.loc.gov/MARC21/slim",
    b"mets": b"http://www.loc.gov/METS/",
    b"mods": b"http://www.loc.gov/mods/v3",
    b"oai_dc": b"http://www.openarchives.org/OAI/2.0/oai_dc/",
    b"srw": b"http://www.loc.gov/zing/srw/",
    b"zs": b"http://www.loc.gov/zing/srw/",
}
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>")
_ROOT = re.compile(rb"<[A-Za-z_][\w:.-]*")


def skip_prolog(text: str, position: int = 0) -> int:
    """Return the position after white space, comments and processing instructions; of an unclosed one, its start.

    >>> skip_prolog('<?xml version="1.0"?> <!-- a --> <html>'), skip_prolog("<!-- a <html>")
    (33, 0)
    """
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        closing = next((end for begin, end in _PROLOG if text.startswith(begin, position)), None)
        end = text.find(closing, position + 2) if closing else -1
        if closing is None or end < 0:
            return position
        position = end + len(closing)


def decode_start(start: bytes) -> str:
    """Decode the start of a file so that at least its markup is right.

    >>> decode_start("<html>".encode("utf-16"))
    '<html>'
    """
    encoding = next((encoding for bom, encoding in _BOMS if start.startswith(bom)), "latin-1")
    return start.decode(encoding, "ignore").removeprefix("\ufeff")


class XmlBytes:
    """A file for a parser: counts what is read, and declares prefixes that the file uses undeclared.

    The parser buffers what it cannot report yet, such as an unclosed comment. ``seen`` is the count at its last event;
    more than ``most`` bytes since then are refused with a :class:`~archcite.errors.SourceError`.
    """

    def __init__(self, file: BinaryIO, name: str, most: int) -> None:
        self._file = file
        self._name = name
        self._most = most
        self._unsure = dict(_FORGIVEN)
        self.count = 0
        self.seen = 0

    def read(self, size: int = -1) -> bytes:
        """Read the next bytes."""
        data = self._file.read(size)
        is_first = self.count == 0
        self.count += len(data)
        if self.count - self.seen > self._most:
            raise SourceError(
                f"A text or a comment after {self.seen:,} bytes is too large: check the file there.",
                location=SourceLocation(self._name),
            )
        if self._unsure:
            self._check_prefixes(data)
        return _declare_prefixes(data) if is_first else data

    def _check_prefixes(self, data: bytes) -> None:
        """Warn of a prefix that is used before it is declared."""
        for prefix in [*self._unsure]:
            used = data.find(b" " + prefix + b":")
            declared = data.find(b"xmlns:" + prefix)
            if declared >= 0:
                del self._unsure[prefix]
            elif used >= 0:
                del self._unsure[prefix]
                emit_warning(
                    ArchciteWarning(
                        f"The prefix “{prefix.decode()}:” is not declared; read as usual. Add "
                        f'xmlns:{prefix.decode()}="{_FORGIVEN[prefix].decode()}" to the first element.',
                        location=SourceLocation(self._name, data.count(b"\n", 0, used) + 1),
                    ),
                )


def _declare_prefixes(data: bytes) -> bytes:
    """Declare the forgiven prefixes in the first tag, unless it declares them itself."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:2]:
        return data
    start = 3 if data.startswith(codecs.BOM_UTF8) else 0
    text = data.decode("latin-1")  # one character for each byte, so that positions are the same
    position = skip_prolog(text, start)
    if doctype := _DOCTYPE.match(data, position):
        position = skip_prolog(text, doctype.end())
    root = _ROOT.match(data, position)
    if root is None:
        return data
    tag = data[root.end() : data.find(b">", root.end())]
    used = {
        prefix: space
        for prefix, space in _FORGIVEN_OF_ELEMENTS.items()
        if b"<" + prefix + b":" in data and b"xmlns:" + prefix not in data
    }
    declarations = b"".join(
        b" xmlns:" + prefix + b'="' + space + b'"'
        for prefix, space in (*_FORGIVEN.items(), *used.items())
        if b"xmlns:" + prefix not in tag
    )
    return data[: root.end()] + declarations + data[root.end() :]
