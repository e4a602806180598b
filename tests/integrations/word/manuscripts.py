"""Manuscripts for the tests, made part by part, as Word and OpenDocument store them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
"""
NOTE_STYLES = """
<w:style w:type="paragraph" w:styleId="Funotentext"><w:name w:val="footnote text"/></w:style>
<w:style w:type="character" w:styleId="Funotenzeichen"><w:name w:val="footnote reference"/></w:style>
"""
ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ("table", "table"), ("draw", "drawing"),
    )
)  # fmt: skip
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="Pictures/a.png" manifest:media-type="image/png"/>'
)


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; a run that is no markup is text."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    head = f"<w:pPr>{said}{properties}</w:pPr>" if said or properties else ""
    return f"<w:p>{head}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run with text."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def note_sign(number: int, kind: str = "footnote") -> str:
    """Return the reference to a note of the author's own."""
    return f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def make_docx(
    *body: str,
    notes: Mapping[int, str] | None = None,
    kind: str = "footnote",
    styles: str = _STYLES + NOTE_STYLES,
    others: Mapping[str, str] | None = None,
) -> bytes:
    """Make a .docx file of paragraphs, of notes by their ids, and of other parts beside the document."""
    parts = {
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
    }
    if notes is not None:
        made = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="Funotentext"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:{kind}Ref/></w:r>'
            f"{run(' ')}{text if text.startswith('<') else run(text)}</w:p></w:{kind}>"
            for number, text in notes.items()
        )
        separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        parts[f"word/{kind}s.xml"] = f"<w:{kind}s {_NAMESPACES}>{separator}{made}</w:{kind}s>"
    for name, content in (others or {}).items():
        tag = {"header": "hdr", "footer": "ftr"}.get(re.sub(r"\d", "", name), name)
        parts[f"word/{name}.xml"] = f"<w:{tag} {_NAMESPACES}>{content}</w:{tag}>"
    related = [name for name in parts if name != "word/document.xml"]
    relationships = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{re.sub(r"[0-9]", "", name[5:-4])}" Target="{name[5:]}"/>'
        for number, name in enumerate(related, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{_get_content_type(name)}"/>' for name in parts)
        + "</Types>"
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{relationships}</Relationships>'
    )
    return pack({name: content.encode() for name, content in parts.items()})


def _get_content_type(name: str) -> str:
    kind = re.sub(r"[0-9]", "", name[5:-4])
    kind = "document.main" if kind == "document" else kind
    return f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts into a ZIP archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_odt(body: str, styles: str = "", manifest: str = "", automatic: str = "") -> bytes:
    """Return an OpenDocument text with a body, and with more in its other parts."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {ODT_NAMES} office:version="1.3"><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": f"{_MANIFEST}{manifest}</manifest:manifest>",
        "Pictures/a.png": "picture",
    }
    if styles:
        parts["styles.xml"] = f"<office:document-styles {ODT_NAMES}>{styles}</office:document-styles>"
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()
