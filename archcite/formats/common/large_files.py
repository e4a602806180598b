"""Open a large text file for reading a line at a time, where nothing in it asks for the whole."""

from __future__ import annotations

import codecs
import io
import os
import re
from collections.abc import Iterator
from typing import BinaryIO

# What is larger is read a line at a time; what is smaller is in memory anyway.
LARGE = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
_START = 64 * 1024
# Bytes that no text in UTF-8 has: such a file is read as a whole, which finds out what it is.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text_start(file: BinaryIO) -> str | None:
    """Return the first lines of a large file in UTF-8, and go back to its start; None for any other file.

    Of a file whose first line is very long, it is the beginning of that line.
    """
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size <= LARGE:
        return None
    start = file.read(_START)
    file.seek(0)
    cut = start.rfind(b"\n") + 1
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        return decoder.decode(start[: cut or len(start)]).replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def is_plain(file: BinaryIO, exclude: re.Pattern[bytes] | None = None) -> bool:
    """Return whether a file is in UTF-8 throughout, without control characters and what ``exclude`` finds.

    >>> from io import BytesIO
    >>> is_plain(BytesIO(b"TY  - BOOK")), is_plain(BytesIO("Köln".encode("latin-1")))
    (True, False)
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
            if _CONTROL.search(chunk) or (exclude and exclude.search(before[-100:] + chunk)):
                return False
            before = chunk
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def iterate_pieces(file: BinaryIO) -> Iterator[str]:
    """Yield the text of a file in UTF-8 in pieces, with ``\\n`` at the ends of lines."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8-sig")(), translate=True)
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def iterate_lines(file: BinaryIO) -> Iterator[str]:
    """Yield the lines of a file in UTF-8, each with ``\\n`` at its end."""
    encoding = "utf-8-sig"
    for line in file:
        text = line.decode(encoding).replace("\r\n", "\n")
        encoding = "utf-8"
        if "\r" in text:
            yield from text.replace("\r", "\n").splitlines(keepends=True)
        else:
            yield text
