"""The portal's PDF export: its text is read as the exported text is; damaged, locked and other documents."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from types import ModuleType

import pytest

from archcite.errors import SourceError
from archcite.formats.pdf import reader as pdf
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]

EXPORT = (
    (
        "Digital Archive",
        "digitalarchive.wilsoncenter.org",
        "International History Declassified",
        "September 9, 1958",
        "Letter addressed by the CC of the CPSU to the CC of the RWP on the recall",
        "of Soviet advisors from Romania",
        "Citation:",
        '"Letter addressed by the CC of the CPSU to the CC of the RWP on the recall of Soviet',
        'advisors from Romania", September 9, 1958, Wilson Center Digital Archive, Central',
        "Historical National Archives, Fund CC of the RCP - Foreign Relations Section, File",
        "6/1955, pp. 719-720. Translated by Delia Razdolescu.",
        "https://digitalarchive.wilsoncenter.org/document/110474",
        "Original Language:",
        "Romanian",
        "Contents:",
        "Translation - English",
    ),
    ("TO THE CENTRAL COMMITTEE OF THE ROMANIAN WORKERS' PARTY", "Dear Comrades,"),
)


def build_pdf(*pages: tuple[str, ...], trailer: bytes = b"", compress: bool = True) -> bytes:
    """A PDF of pages of lines: a catalogue, the pages, a font, and a stream of text for each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({line.translate(_ESCAPES)}) Tj" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET".encode("cp1252")
        packed = zlib.compress(content) if compress else content
        packing = b" /Filter /FlateDecode" if compress else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(
            f"<< /Length {len(packed)}".encode() + packing + b" >>\nstream\n" + packed + b"\nendstream"
        )
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + trailer + b">>\n"
    return bytes(made) + f"startxref\n{start}\n%%EOF\n".encode()


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def test_the_export_of_the_portal(read_as: Read, seed: Record) -> None:
    (record,) = read_as(pdf, build_pdf(*EXPORT))
    assert (record.title, record.date, record.holdings) == (seed.title, seed.date, seed.holdings)
    assert record.agents() == seed.agents()
    assert (record.original_language, record.languages) == ("Romanian", ("English",))
    assert "Dear Comrades," in (record.contents or "")


def test_some_bytes_before_its_mark(read_as: Read) -> None:
    data = b"\r\n" + build_pdf(*EXPORT)
    assert pdf.sniff_start(data)
    assert read_as(pdf, data)[0].copy.identifier == "110474"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (build_pdf(()), "a PDF without any text, such as a scan"),
        (build_pdf(("Minutes of the annual meeting of the gardeners",)), "no record of the Wilson Center"),
        (b"%PDF-1.4\n%%EOF\n", "The PDF is damaged"),
        (build_pdf(*EXPORT)[:400], "The PDF is damaged"),
        (b"%PDF-1.4\n" + b"x" * (1 << 16), "The PDF is damaged"),
    ],
)
def test_no_record(data: bytes, message: str, read_as: Read) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_as(pdf, data)
    assert "“x”" in str(caught.value)


def test_a_locked_document(read_as: Read) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(build_pdf(*EXPORT))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(SourceError, match=r"locked with a password|The PDF is damaged"):
        read_as(pdf, locked.getvalue())


@pytest.mark.slow
def test_a_page_that_unpacks_to_gigabytes(read_as: Read) -> None:
    bomb = zlib.compress(b"\x00" * (300 * 1024 * 1024), 9)
    data = build_pdf(("A",))
    start = data.index(b"stream\n", data.index(b"5 0 obj")) + len(b"stream\n")
    end = data.index(b"\nendstream", start)
    length = data.rindex(b"/Length ", 0, start)
    swollen = (
        data[:length] + f"/Length {len(bomb)} /Filter /FlateDecode >>\nstream\n".encode() + bomb + data[end:]
    )
    with pytest.raises(SourceError, match=r"PDF is damaged|without any text"):
        read_as(pdf, swollen)


@pytest.mark.slow
@pytest.mark.parametrize("compress", [True, False])
def test_damaged_files(compress: bool, fuzz: Callable[[ModuleType, bytes], None]) -> None:
    fuzz(pdf, build_pdf(*EXPORT, compress=compress))
