"""Open and decode a source (a path, or “-” for standard input)."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from typing import BinaryIO

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.warning_collector import emit_warning
from archcite._foundation.wording import shorten_text
from archcite.errors import ArchciteWarning, SourceError, SourceLocation, UnrecognizedSourceError

# A record has a few kilobytes and a whole collection a few megabytes. A limit stops endless devices.
LIMIT = 100 * 1024 * 1024

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ZIP = "a ZIP archive or an office document"
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", _ZIP),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_MANUSCRIPT = "to cite in it, use `archcite docx`; to read the records in it, save it as text."
# Office documents by a name in their ZIP archive.
_OFFICE = (
    (b"word/document.xml", "a Word document", _MANUSCRIPT),
    (b"opendocument.text", "a LibreOffice document", _MANUSCRIPT),
    (b"xl/workbook.xml", "a spreadsheet", "save it as CSV, and read that."),
    (b"opendocument.spreadsheet", "a spreadsheet", "save it as CSV, and read that."),
)
# A path is printed whole; what is longer is a text that was taken for one.
_LONGEST_NAME = 140
# The first line of a .bib file that JabRef saved, or of a file for Emacs.
_DECLARED = pattern(
    r"\s*%+\s*(?:This file was created with JabRef[^\n]*\s*%+\s*)?"
    r"(?:-\*-\s*coding|Encoding)\s*:\s*(?P<encoding>[\w.-]+)",
    re.IGNORECASE | re.ASCII,
)
# A DOI or an ISBN.
_IDENTIFIER = pattern(
    r"(?i)(?:doi:\s*|doi\.org/)?10\.\d{4,9}/\S+|(?:isbn:?\s*)?(?:97[89][- ]?)?(?:\d[- ]?){9}[\dx]"
)
_CONTROL = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LEGACY = ("cp1252", "cp1250", "cp1251")
# Symbols (ª º µ) or rare letters (þ ð) of the Western code page at positions of common letters in others.
_SIGNS = "ªºµþð"
_WORD = pattern(r"\w[\w³¹ºª¿¡¼½¾¢£¥§¨©®°±²´µ¶·¸«»]*\w")


def read_text(source: str | os.PathLike[str]) -> str:
    """Read the text of a file, or of standard input if ``source`` is ``-``.

    Line ends become ``\\n`` and a byte order mark is removed. Text that is neither UTF-8 nor UTF-16 is read in
    the Windows code page that fits best, with an :class:`~archcite.errors.ArchciteWarning`. Raises
    :class:`~archcite.errors.SourceError` if the file is missing, a directory, unreadable, empty, too large, or
    not text.

    >>> read_text("no-such-file.txt")
    Traceback (most recent call last):
    ...
    archcite.errors.SourceError: “no-such-file.txt”: The file does not exist: check the name and the folder.
    """
    name = get_source_name(source)
    with open_source(source) as file:
        return decode(read_rest(file, name), name)


def get_source_name(source: str | os.PathLike[str]) -> str:
    """Return what errors call a source.

    >>> get_source_name("-")
    'standard input'
    """
    return "standard input" if source == "-" else os.fspath(source)


def open_source(source: str | os.PathLike[str]) -> BinaryIO:
    """Open a file, or standard input (``-``), as a seekable binary file.

    Raises :class:`~archcite.errors.SourceError` if the file is missing, a folder, or may not be read.
    """
    name = get_source_name(source)
    try:
        if source == "-":
            return io.BytesIO(sys.stdin.buffer.read(LIMIT + 1))
        file = open(source, "rb")  # noqa: SIM115 (the caller closes it)
        if file.seekable():
            return file
        with file:  # a pipe can be read once only
            return io.BytesIO(file.read(LIMIT + 1))
    except FileNotFoundError:
        raise _build_error(
            shorten_text(" ".join(name.split()), _LONGEST_NAME),
            f"The file does not exist{_suggest_file(name)}",
        ) from None
    except IsADirectoryError:
        raise _build_error(name, "This is a folder: name the files in it.") from None
    except PermissionError:
        # Windows says this of a folder too.
        if os.path.isdir(source):
            raise _build_error(name, "This is a folder: name the files in it.") from None
        raise _build_error(name, "The file may not be read: check its permissions.") from None
    except (OSError, ValueError) as error:
        if "\n" in name or getattr(error, "errno", None) == errno.ENAMETOOLONG:
            raise _build_error(
                shorten_text(" ".join(name.split()), _LONGEST_NAME),
                f"The file does not exist{_suggest_file(name)}",
            ) from None
        raise build_read_error(name, error) from None


def _suggest_file(path: str) -> str:
    """Return the end of a sentence about a missing file: the file with the nearest name, or what else was meant.

    >>> _suggest_file("https://example.org/letter.txt")
    '; archcite does not download: save the page and read that file, or give its text on standard input.'
    >>> _suggest_file("RGANI, f. 5, op. 30")
    '; a citation itself can be given on standard input, or to archcite.parse().'
    >>> _suggest_file("doi:10.1086/599247")
    '; archcite does not look up identifiers: export the entry from a catalogue or a reference manager.'
    """
    if re.match(r"[a-z]{3,6}://", path):
        return "; archcite does not download: save the page and read that file, or give its text on standard input."
    if _IDENTIFIER.fullmatch(path):
        return "; archcite does not look up identifiers: export the entry from a catalogue or a reference manager."
    if "\n" in path:
        return "; give the text of a source to archcite.loads(), or on standard input."
    from archcite._foundation.close_matches import find_close_matches

    folder, name = os.path.split(path)
    try:
        near = find_close_matches(name, os.listdir(folder or os.curdir), cutoff=0.75)
    except (OSError, ValueError):
        near = []
    if near:
        return f": did you mean “{os.path.join(folder, near[0])}”?"
    if ", " in name and not folder:
        return "; a citation itself can be given on standard input, or to archcite.parse()."
    return ": check the name and the folder."


def read_start(file: BinaryIO, name: str, size: int = 8192) -> bytes:
    """Read the first bytes of an open source and go back to its start."""
    try:
        start = file.read(size)
        file.seek(0)
    except (OSError, ValueError) as error:
        raise build_read_error(name, error) from None
    return start


def read_rest(file: BinaryIO, name: str) -> bytes:
    """Read the remaining bytes; raise :class:`~archcite.errors.SourceError` if there are too many."""
    try:
        data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        raise build_read_error(name, error) from None
    if len(data) > LIMIT:
        raise _build_error(name, f"The file is larger than {LIMIT // 1024**2} MB: split it.")
    return data


def build_read_error(name: str, error: Exception) -> SourceError:
    """Return the error for a file that the system does not read."""
    reason = getattr(error, "strerror", None) or error
    return _build_error(name, f"The file could not be read ({reason}): check the name.")


def _build_error(name: str, message: str) -> SourceError:
    return SourceError(message, location=SourceLocation(name))


def decode(data: bytes, name: str) -> str:
    """Decode bytes, in the encoding that they declare or that fits; ``name`` is what errors call them.

    Raises :class:`~archcite.errors.SourceError` if they are empty or not text.

    >>> decode("\\ufeffMoscow\\r\\n".encode("utf-16-le"), "a.txt")
    'Moscow\\n'
    """
    text = _decode_bytes(data, name).removeprefix("\ufeff")
    if not text.strip():
        raise UnrecognizedSourceError(
            "The source is empty: add a record to it.", location=SourceLocation(name)
        )
    if _CONTROL.search(text):
        raise _build_binary_error(data, name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_bytes(data: bytes, name: str) -> str:
    for magic, _ in _MAGIC:
        if data.startswith(magic):
            raise _build_binary_error(data, name)
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None) or _detect_utf16(
        data
    )
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding or b"\x00" in data:
            raise _build_binary_error(data, name) from None
    if declared := _DECLARED.match(data[:500].decode("latin-1")):
        try:
            return data.decode(declared["encoding"].replace("_", "-"))
        except (LookupError, UnicodeError):
            pass
    return _decode_legacy(data, name)


def _build_binary_error(data: bytes, name: str) -> UnrecognizedSourceError:
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "not text")
    advice = "save or export the record as text, and read that."
    for mark, office_kind, office_advice in _OFFICE:
        if kind == _ZIP and mark in data:
            kind, advice = office_kind, office_advice
    return UnrecognizedSourceError(f"The file is {kind}: {advice}", location=SourceLocation(name))


def _detect_utf16(data: bytes) -> str | None:
    """Detect UTF-16 without a byte order mark: every second byte of Latin text is zero."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and not even:
        return "utf-16-le"
    if even > half * 0.6 and not odd:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, name: str) -> str:
    """Decode in the encoding that makes most sense: of East Asia, or a Western, Central European or Cyrillic one."""
    from archcite.formats.common.east_asian_text import decode_east_asian

    if east_asian := decode_east_asian(data):
        _warn_of_encoding(f"in {east_asian.encoding}: check its characters", name)
        return east_asian.text
    candidates = []
    for order, encoding in enumerate(_LEGACY):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_count_odd_words(text, encoding), order, encoding, text))
    if not candidates:
        raise _build_binary_error(data, name)
    _, _, encoding, text = min(candidates)
    _warn_of_encoding(f"as Windows code page {encoding[2:]}: check its accents", name)
    return text


def _warn_of_encoding(how: str, name: str) -> None:
    warning = ArchciteWarning(f"The file is not in UTF-8 and was read {how}.", location=SourceLocation(name))
    emit_warning(warning)


def _count_odd_words(text: str, encoding: str) -> float:
    """Count the words that look odd: symbols or capitals among small letters, two scripts in one word."""
    odd = 0.0
    for word in _WORD.findall(text):
        foreign = [character for character in word if character > "\x7f"]
        if not foreign:
            continue
        if any(character in _SIGNS or not character.isalpha() for character in foreign):
            odd += 1
        if not word.isupper() and any(character.isupper() for character in word[1:]):
            odd += 1
        if encoding == "cp1251":
            odd += 2 * any(character.isascii() and character.isalpha() for character in word)
        elif len(foreign) > 2 and len(foreign) * 2 > len(word):
            odd += 1
    return odd
