"""What an author writes: citations in the text, and bibliographies on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor

from archcite.errors import SourceError
from archcite.integrations.common.bibliography_options import parse_listing_options
from archcite.integrations.common.citation_markers import find_closing_bracket
from archcite.integrations.common.citation_syntax import KEY, parse_cites
from archcite.integrations.common.cross_references import is_cross_reference
from archcite.integrations.markdown.conversion import CITE, LIST, Conversion

if TYPE_CHECKING:
    from markdown import Markdown

    from archcite.integrations.common.citation_syntax import WrittenCite

# A key in the running text begins a word; in an address it would not.
_BARE = re.compile(rf"(?<![\w@\\/.:+=&%$#~-])(-?)@({KEY})")
_IN_BRACKETS = re.compile(rf"(?<![\w@\\/])-?@({KEY})")
_LOCATOR = re.compile(r"\s?\[(?!\^)")
# Placeholders of Python-Markdown: for what has been recognized already, for tags, for escaped signs.
_STASHED = re.compile("\x02klzzwxh:([0-9]+)\x03")
_RAW = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_ESCAPED = re.compile("\x02([0-9]+)\x03")
_TAG = re.compile(
    r"<(/?)(a|code|kbd|pre|samp|script|style|tt|var|button|textarea|title)(?=[\s>])", re.IGNORECASE
)


class CitationProcessor(InlineProcessor):
    """``[see @key, p. 3; -@other]``, and ``@key`` or ``@key [p. 3]`` in a sentence, but in no code and no link."""

    ANCESTOR_EXCLUDES = ("a", "code", "pre", "kbd", "samp")

    def __init__(self, md: Markdown, conversion: Callable[[], Conversion]) -> None:
        super().__init__(r"\[|-?@", md)
        self._conversion = conversion

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str | None, int | None, int | None]:
        """Return a mark with the start and end of what it replaces; three times None for other text."""
        if "@" not in data:
            return None, None, None
        start = m.start()
        if m[0] == "[":
            end = find_closing_bracket(data, start)
            if end < 0 or not _IN_BRACKETS.search(data, start, end) or data[start + 1] == "^":
                return None, None, None
            # The bracket after a key in the sentence is found together with the key, which stands before it.
            written = self._restore_source(data[start + 1 : end])
            whole, in_text = f"[{written}]", False
            end += 1
        else:
            found = _BARE.match(data, start)
            if found is None:
                return None, None, None
            end, key = found.end(), found[2]
            locator = _LOCATOR.match(data, end)
            closing = find_closing_bracket(data, locator.end() - 1) if locator else -1
            if closing > 0 and data[closing + 1 : closing + 2] not in ("(", "["):
                end = closing + 1
            elif not key.startswith("{") and not self._is_key(key, found[0]):
                return None, None, None
            written = whole = self._restore_source(data[start:end])
            in_text = True
        if self._is_foreign(written) or _is_raw(self._iterate_tags(data[:start])):
            return None, None, None
        return self._build_mark(written, whole, in_text), start, end

    def _build_mark(self, written: str, whole: str, in_text: bool) -> ElementTree.Element:
        conversion = self._conversion()
        try:
            cites: tuple[WrittenCite, ...] = parse_cites(written, in_text=in_text)
        except SourceError as error:
            conversion.warn(whole, "syntax", str(error))
            made = ElementTree.Element("code", {"class": "archcite-error"})
            from markdown.util import AtomicString, code_escape

            made.text = AtomicString(code_escape(whole))
            return made
        return ElementTree.Element(CITE, {"n": conversion.add_citation(cites, whole)})

    def _is_foreign(self, written: str) -> bool:
        """Return whether all keys are those of cross-references, which another tool resolves."""
        known = self._conversion().library.records
        keys = [found[1].strip("{}") for found in _IN_BRACKETS.finditer(written)]
        return all(key not in known and is_cross_reference(key) for key in keys)

    def _is_key(self, key: str, written: str) -> bool:
        """Return whether a word after an @ is meant as a key: many are user names or decorators."""
        conversion = self._conversion()
        if key in conversion.library.records:
            return True
        message = conversion.library.describe_unknown_key(key)
        if "did you mean" in message:
            conversion.warn(written, "unknown-key", message)
        return False

    def _restore_source(self, data: str) -> str:
        """Restore what the author wrote in place of Python-Markdown's placeholders."""

        def stashed(match: re.Match[str]) -> str:
            node: Any = self._get_stash().get(match[1], "")
            return node if isinstance(node, str) else "".join(node.itertext())

        while _STASHED.search(data):
            data = _STASHED.sub(stashed, data)
        data = _ESCAPED.sub(lambda match: "\\" + chr(int(match[1])), _RAW.sub("", data))
        return data.replace("\x02amp\x03", "&")

    def _iterate_tags(self, data: str) -> Iterator[str]:
        """Yield the HTML tags behind Python-Markdown's placeholders in a text."""
        if "\x02" not in data:
            return
        for match in _STASHED.finditer(data):
            node = self._get_stash().get(match[1])
            raw = _RAW.fullmatch(node) if isinstance(node, str) else None
            if raw:
                tag: Any = self.md.htmlStash.rawHtmlBlocks[int(raw[1])]
                yield tag if isinstance(tag, str) else ""

    def _get_stash(self) -> Mapping[str, Any]:
        processor: Any = self.md.treeprocessors["inline"]
        found: Mapping[str, Any] = processor.stashed_nodes
        return found


class BibliographyProcessor(BlockProcessor):
    r"""``[[bibliography section-by=repository]]`` or ``\bibliography`` with options, as a paragraph.

    ``\full_bibliography``, as mkdocs-bibtex has it, lists all that the sources hold.
    """

    RE = re.compile(
        r"[ ]{0,3}(?:\[\[[ ]*bibliography\b([^\]]*)\]\]|\\(full_)?bibliography(?![\w{])([^\n]*))[ ]*(?:\n|\Z)"
    )

    def __init__(self, md: Markdown, conversion: Callable[[], Conversion]) -> None:
        super().__init__(md.parser)
        self._conversion = conversion

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        """Return whether a block begins with a bibliography."""
        return "bibliography" in block and self.RE.match(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool:
        """Leave a mark; what follows on the next line is another block."""
        block = blocks.pop(0)
        found = self.RE.match(block)
        assert found is not None
        written = found[0].strip()
        options, problems = parse_listing_options(found[1] or found[3] or "")
        if found[2]:
            options.setdefault("scope", "all")
        for problem in problems:
            self._conversion().warn(written, "option", problem)
        key = self._conversion().add_listing(options, written)
        ElementTree.SubElement(parent, LIST, {"n": key})
        if rest := block[found.end() :]:
            blocks.insert(0, rest)
        return True


def _is_raw(tags: Iterator[str]) -> bool:
    """Return whether the tags before a text put it into code or into a link."""
    is_open: dict[str, int] = {}
    for tag in tags:
        if found := _TAG.match(tag):
            name = found[2].lower()
            is_open[name] = max(0, is_open.get(name, 0) + (-1 if found[1] else 1))
    return any(is_open.values())
