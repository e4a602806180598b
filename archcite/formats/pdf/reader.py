"""Read the PDF export of the Wilson Center Digital Archive: its text is read like an exported record.

A PDF that is a scan, or any other document, is refused; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from archcite.errors import SourceError, SourceLocation
from archcite.formats.wilson_center import reader as wilson
from archcite.record import Record

# The record is on the first page or two. The document follows, and its end is not needed for a citation.
MOST_PAGES = 60
MOST_TEXT = 2_000_000
MOST_BYTES = 100 * 1024 * 1024


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is a PDF; some have a few bytes before the mark.

    >>> sniff_start(b"%PDF-1.4"), sniff_start(b"Dear Comrades,")
    (True, False)
    """
    return b"%PDF-" in start[:1024]


def read_file(file: BinaryIO, name: str = "the document") -> list[Record]:
    """Return the record of a PDF export of the portal.

    Raises :class:`~archcite.errors.SourceError` if the document is damaged or locked, has no text (a scan), or
    has no record in its text.
    """
    text = extract_text(file, name)
    if not text.strip():
        raise SourceError(
            "This is a PDF without any text, such as a scan: give its record as text instead.",
            location=SourceLocation(name),
        )
    if not wilson.sniff(text):
        raise SourceError(
            "The PDF has no record of the Wilson Center: give the record or the citation as text.",
            location=SourceLocation(name),
        )
    return wilson.read(text, name)


def extract_text(file: BinaryIO, name: str = "the document") -> str:
    """Extract the text of a PDF, page after page, up to a limit; raise the errors of :func:`read_file`."""
    start = file.read(MOST_BYTES + 1)
    if len(start) > MOST_BYTES:
        raise SourceError(
            f"The file is larger than {MOST_BYTES // 1024**2} MB: give the record as text.",
            location=SourceLocation(name),
        )
    file.seek(0)
    pages: list[str] = []
    with _disable_log():
        try:
            for page in _iterate_pages(file, name):
                pages.append(page.extract_text())
                if sum(map(len, pages)) > MOST_TEXT:
                    break
        except SourceError:
            raise
        except (Exception, RecursionError) as error:
            # pypdf raises errors of many kinds for damaged files: KeyError, TypeError, its own and more.
            reason = " ".join(str(error).split())[:100].rstrip(" .") or type(error).__name__
            raise SourceError(
                f"The PDF is damaged ({reason}): download it again.", location=SourceLocation(name)
            ) from None
    return "\n\n".join(pages)


def _iterate_pages(file: BinaryIO, name: str) -> Iterator[Any]:
    from pypdf import PdfReader

    reader = PdfReader(file, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(
            "The PDF is locked with a password: unlock it, or give the record as text.",
            location=SourceLocation(name),
        )
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield page


@contextmanager
def _disable_log() -> Iterator[None]:
    """Disable the log of pypdf, which reports damage that it repairs itself."""
    import logging

    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # inherited by the loggers of its modules
    try:
        yield
    finally:
        logger.setLevel(before)
