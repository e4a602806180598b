"""PDF documents: the text of the Wilson Center's PDF export, read as its exported text is.

A PDF that is a scan, or any other document, holds no record; that is said, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from archcite.errors import SourceError
from archcite.formats.wilson_center import reader as wilson
from archcite.record import Record

# The record stands on the first page or two; the document follows, and its end is not needed for a citation.
MOST_PAGES = 60
MOST_TEXT = 2_000_000
MOST_BYTES = 100 * 1024 * 1024


def sniff_start(start: bytes) -> bool:
    """Whether a file that starts so is a PDF document; some have a few bytes before their mark.

    >>> sniff_start(b"%PDF-1.4"), sniff_start(b"Dear Comrades,")
    (True, False)
    """
    return b"%PDF-" in start[:1024]


def read_file(file: BinaryIO, name: str = "the document") -> list[Record]:
    """The record that a PDF export of the portal holds.

    Raises :class:`~archcite.errors.SourceError` where the document is damaged, locked, has no text (a scan), or
    has no record in its text.
    """
    text = extract_text(file, name)
    if not text.strip():
        raise SourceError(
            f"“{name}” is a PDF without any text, such as a scan: give its record as text instead."
        )
    if not wilson.sniff(text):
        raise SourceError(
            f"“{name}” is a PDF in which no record of the Wilson Center is: give the record or the citation as text."
        )
    return wilson.read(text, name)


def extract_text(file: BinaryIO, name: str = "the document") -> str:
    """The text of a PDF, page after page, up to a limit; raises as :func:`read_file` does."""
    start = file.read(MOST_BYTES + 1)
    if len(start) > MOST_BYTES:
        raise SourceError(f"“{name}” is larger than {MOST_BYTES // 1024**2} MB: give the record as text.")
    file.seek(0)
    pages: list[str] = []
    with _silence_log():
        try:
            for page in _iterate_pages(file, name):
                pages.append(page.extract_text())
                if sum(map(len, pages)) > MOST_TEXT:
                    break
        except SourceError:
            raise
        except (Exception, RecursionError) as error:
            # Damage makes pypdf raise whatever it meets: KeyError, TypeError, its own errors and many more.
            reason = " ".join(str(error).split())[:100].rstrip(" .") or type(error).__name__
            raise SourceError(f"“{name}” is a damaged PDF ({reason}): download it again.") from None
    return "\n\n".join(pages)


def _iterate_pages(file: BinaryIO, name: str) -> Iterator[Any]:
    from pypdf import PdfReader

    reader = PdfReader(file, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(f"“{name}” is locked with a password: unlock it, or give the record as text.")
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield page


@contextmanager
def _silence_log() -> Iterator[None]:
    """No log lines of pypdf about small damage, which it mends by itself."""
    import logging

    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # which the loggers of its modules take over
    try:
        yield
    finally:
        logger.setLevel(before)
