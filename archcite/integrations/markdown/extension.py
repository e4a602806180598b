"""The extension of Python-Markdown: what it adds, and its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from archcite.integrations.common.citation_syntax import parse_uncited
from archcite.integrations.markdown.conversion import Conversion, Host
from archcite.integrations.markdown.notes import NotesProcessor
from archcite.integrations.markdown.standalone_host import StandaloneHost
from archcite.integrations.markdown.syntax import BibliographyProcessor, CitationProcessor

if TYPE_CHECKING:
    from markdown import Markdown

STYLE_FIELD, UNCITED_FIELD = "archcite-style", "nocite"


def read_meta(meta: Mapping[str, Any], name: str) -> str:
    """Return a value of a document's metadata as text; several of them with spaces between them.

    >>> read_meta({"nocite": ["@creel1918,", "@house1918"]}, "nocite"), read_meta({}, "nocite")
    ('@creel1918, @house1918', '')
    """
    found = meta.get(name) or ""
    return " ".join(map(str, found)).strip() if isinstance(found, (list, tuple)) else str(found).strip()


class ArchciteExtension(Extension):
    """``markdown.markdown(text, extensions=["archcite"])``.

    ``host`` places what is cited; without one, every document stands alone, as the options say.
    """

    def __init__(self, host: Host | None = None, **options: Any) -> None:
        self.config = {
            "sources": [[], "Files of records, or patterns for them"],
            "folder": [".", "The folder that the sources are named from"],
            "style": ["chicago", "The name of a citation style, or a .csl file"],
            "locale": ["", "The language of citations, as “de”"],
            "archive_first": [
                None,
                "Whether archives come before references; by default as their readers do",
            ],
            "date_words": [False, "Whether dates are in the words of the source, where a record has them"],
            "hover_cards": [
                False,
                "Whether the reference shows under the pointer; needs archcite's style sheet",
            ],
            "network": [False, "Whether sources may be DOIs and addresses, which are fetched once"],
            "metadata": [False, "Whether the HTML tells reference managers what it cites"],
        }
        super().__init__(**options)
        self._host = host

    def extendMarkdown(self, md: Markdown) -> None:
        """Register all that a conversion passes through."""
        md.registerExtension(self)
        if "footnote" not in md.treeprocessors:
            md.registerExtensions(["footnotes"], {})
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("@")
        run = _Run(md, self._host or StandaloneHost(self.getConfigs()))
        # Before all others, so that the lines of the document are those of its file; and after all others.
        md.preprocessors.register(_Begin(run), "archcite", 1000)
        md.parser.blockprocessors.register(
            BibliographyProcessor(md, run.get_conversion), "archcite-bibliography", 75
        )
        md.inlinePatterns.register(CitationProcessor(md, run.get_conversion), "archcite", 85)
        md.treeprocessors.register(NotesProcessor(md, run.get_conversion), "archcite", 17)
        md.treeprocessors.register(_Recognized(run), "archcite-last", -1000)
        md.postprocessors.register(_End(run), "archcite", -1000)

    def reset(self) -> None:
        """Do nothing: no state is kept between documents."""


class _Run:
    """What one converter is doing."""

    def __init__(self, md: Markdown, host: Host) -> None:
        self.md, self.host = md, host
        self.conversion: Conversion | None = None
        self.source = ""
        self.is_recognized = False

    def get_conversion(self) -> Conversion:
        """Return the conversion of the document; the first call begins it, once its metadata has been read."""
        if self.conversion is None:
            meta = getattr(self.md, "Meta", {})
            style, uncited = (read_meta(meta, name) for name in (STYLE_FIELD, UNCITED_FIELD))
            self.conversion = self.host.begin(self.source, style)
            self.conversion.uncited = (*self.conversion.uncited, *parse_uncited(uncited))
        return self.conversion


class _Begin(Preprocessor):
    def __init__(self, run: _Run) -> None:
        super().__init__(run.md)
        self.run_ = run

    def run(self, lines: list[str]) -> list[str]:
        """Remember the source of a new document."""
        self.run_.source, self.run_.conversion, self.run_.is_recognized = "\n".join(lines), None, False
        return lines


class _Recognized(Treeprocessor):
    def __init__(self, run: _Run) -> None:
        super().__init__(run.md)
        self.run_ = run

    def run(self, root: Element) -> None:
        """Note that the document itself is written next, not a title for a table of contents."""
        self.run_.is_recognized = True


class _End(Postprocessor):
    def __init__(self, run: _Run) -> None:
        super().__init__(run.md)
        self.run_ = run

    def run(self, text: str) -> str:
        """Finish a document; one without citations is returned unchanged."""
        if self.run_.conversion is None or not self.run_.is_recognized:
            return text
        conversion, self.run_.conversion = self.run_.conversion, None
        return self.run_.host.end(conversion, text)
