"""A bibliography as a Word document of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from archcite.integrations.common.archive import Element
from archcite.integrations.word.bibliography import build_entry_runs
from archcite.integrations.word.wordml import TRANSITIONAL, Maker
from archcite.output.formats.base import Format, Layout
from archcite.richtext import marks as rt

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEADINGS = 4
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


class WordFormat(Format):
    """The output format of the body of a Word document: entries and headings are paragraphs."""

    __slots__ = ("_maker",)

    def __init__(self) -> None:
        self._maker = Maker(TRANSITIONAL)
        super().__init__("docx", {}, str, frame=self._frame_entries, heading=self._build_heading)

    def write(self, rich: rt.Rich) -> str:
        """Return the runs of finished rich text."""
        return "".join(map(_serialize, build_entry_runs(rich, self._maker)))

    def _frame_entries(self, entries: Iterable[str], layout: Layout) -> Iterator[str]:
        hanging = layout.hanging_indent or layout.second_field_align
        indent = '<w:ind w:left="720" w:hanging="720"/>' if hanging else ""
        after = 120 * layout.entry_spacing
        properties = f'<w:pPr><w:pStyle w:val="Bibliography"/><w:spacing w:after="{after}"/>{indent}</w:pPr>'
        return (f"<w:p>{properties}{entry}</w:p>" for entry in entries)

    def _build_heading(self, title: str, level: int, _anchor: str) -> tuple[str, str]:
        style = f'<w:pPr><w:pStyle w:val="Heading{min(level, _HEADINGS)}"/></w:pPr>'
        return f"<w:p>{style}{title}</w:p>", ""


def frame_paragraphs(texts: Iterable[str]) -> str:
    """Return texts that were written in :class:`WordFormat`, each as a paragraph."""
    return "".join(f"<w:p>{text}</w:p>" for text in texts)


def build_document(body: str) -> bytes:
    """Build a .docx file of a body that was written in :class:`WordFormat`.

    The same body always gives the same bytes.
    """
    parts = {
        **_PARTS,
        "word/document.xml": f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{TRANSITIONAL}">{_build_styles()}</w:styles>',
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_DECLARATION + content).encode())
    return buffer.getvalue()


def _build_styles() -> str:
    """Build the styles Normal, Heading 1 and so on, and Bibliography, under the names that Word knows."""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{34 - 3 * level}"/></w:rPr></w:style>'
        for level in range(1, _HEADINGS + 1)
    )
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        'w:cs="Times New Roman"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{headings}"
        '<w:style w:type="paragraph" w:styleId="Bibliography"><w:name w:val="Bibliography"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
    )


def _serialize(element: Element) -> str:
    from lxml import etree

    text: str = etree.tostring(element, encoding="unicode")
    return text.replace(f' xmlns:w="{TRANSITIONAL}"', "", 1)
