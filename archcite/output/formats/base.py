"""Base of the output formats: one walk over finished rich text."""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.richtext import marks as rt

NAMES = ("text", "html", "markdown", "rst", "latex", "rtf", "typst")
_SPACES = pattern(f"([ \u00a0][{rt.ITALIC}-{rt.LINK}{rt.CLOSE}]+) ")
_MARKED = pattern(f"([{rt.MARKS}])")
# Addresses that may become live; all others (`javascript:`, `data:`, `file:` …) are printed and no more.
LIVE = r"(?:https?|ftp)://[^\s/]|mailto:\S+@"
# Within a document, ids are addresses as well.
_LIVE = pattern(rf"{LIVE}|#\w", re.IGNORECASE)
_NOT_IN_ADDRESS = pattern(r'[\x00-\x20"<>\\^`{|}\x7f]')
_BLOCKS = "\n\n"
_BREAKS = pattern("[ \t]*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+[ \t]*")


class Layout(NamedTuple):
    """Layout of a bibliography (CSL 1.0.2, "Whitespace").

    ``entry_spacing`` is the space between entries and ``line_spacing`` that between lines, in lines;
    ``second_field_align`` is ``flush``, ``margin`` or empty; ``margin`` the width in characters of the widest
    first field, where the second fields are aligned.

    >>> Layout(hanging_indent=True).entry_spacing
    1
    """

    hanging_indent: bool = False
    entry_spacing: int = 1
    line_spacing: int = 1
    second_field_align: str = ""
    margin: int = 0


class Section(NamedTuple):
    """Part of a text under a heading: a written title, an anchor, entries in order, and sections within it.

    ``anchor`` is an id of ASCII letters, digits and hyphens, or empty; the entries of a ``compact`` section are
    lines of a list, with no space between them.

    >>> Section("Letters", "letters", ["To House"]).entries
    ['To House']
    """

    title: str
    anchor: str = ""
    entries: Sequence[str] = ()
    sections: Sequence[Section] = ()
    compact: bool = False


class Format:
    """Output format.

    ``spans`` maps the mark that opens a span to what opens and closes it; a mark that is not there leaves no
    trace.  ``escape`` makes text safe; ``link`` joins an address and (written) content, and is None where
    the format has no links; ``settle`` has the last word on a whole text; ``frame`` puts written entries
    together, as a text or as its pieces; ``heading`` is what stands before and after a section, by its title, level
    (1 is the highest) and anchor; ``whole`` is what stands before and after it all, in formats whose texts are
    always documents.  ``tagged`` says that spans are tags, which may stand in their like, and beside which spaces
    run together when they are shown; elsewhere a span in its like is left out, since signs such as asterisks would
    end the outer one, and spaces on both sides of a sign become one here.
    """

    __slots__ = ("_escape", "_frame", "_heading", "_link", "_settle", "_spans", "_tagged", "_whole", "name")

    def __init__(
        self,
        name: str,
        spans: Mapping[str, tuple[str, str]],
        escape: Callable[[str], str],
        *,
        link: Callable[[str, str], str] | None = None,
        settle: Callable[[str], str] | None = None,
        tagged: bool = False,
        frame: Callable[[Iterable[str], Layout], Iterable[str]],
        heading: Callable[[str, int, str], tuple[str, str]] = lambda title, _level, _anchor: (title, ""),
        whole: tuple[str, str] = ("", ""),
    ) -> None:
        self.name = name
        self._spans = spans
        self._escape = escape
        self._link = link
        self._settle = settle
        self._tagged = tagged
        self._frame = frame
        self._heading = heading
        self._whole = whole

    def __repr__(self) -> str:
        return f"<output format {self.name}>"

    def __reduce__(self) -> str | tuple[object, ...]:
        """Pickle a built-in format as its name, since the functions that it is made of cannot be pickled."""
        if self.name in NAMES and load_built_in(self.name) is self:
            return load_built_in, (self.name,)
        return super().__reduce__()

    def write(self, rich: rt.Rich) -> str:
        """Write finished rich text in this format; every span that is opened is closed."""
        text: str = rich
        tokens = [text] if text.isascii() else _MARKED.split(text)
        if len(tokens) == 1:
            text = self._escape(text)
        else:
            while not self._tagged and _SPACES.search(text):
                text = _SPACES.sub(r"\1", text)
                tokens = _MARKED.split(text)
            text = self._walk(tokens)
        return self._settle(text) if self._settle else text

    def bibliography(self, entries: Iterable[str], layout: Layout | None = None) -> str:
        """Write entries as one bibliography, set out as ``layout`` says; an empty list gives an empty text."""
        return "".join(self.iterate_bibliography(entries, layout))

    def iterate_bibliography(self, entries: Iterable[str], layout: Layout | None = None) -> Iterator[str]:
        """Yield the text of :meth:`bibliography` in pieces, as the entries come.

        >>> from archcite.output import get
        >>> list(get("markdown").iterate_bibliography(["One", "Two"]))
        ['One', '\\n\\nTwo']
        """
        entries = iter(entries)
        for first in entries:
            before, after = self._whole
            yield from filter(None, (before,))
            yield from self._frame(itertools.chain((first,), entries), layout or Layout())
            yield from filter(None, (after,))

    def outline(self, sections: Iterable[Section], layout: Layout | None = None, *, level: int = 1) -> str:
        """Write sections as one text, with their headings; ``level`` is that of the highest.

        >>> from archcite.output import get
        >>> print(get("markdown").outline([Section("Sources", "", ["One", "Two"])]))
        ## Sources
        <BLANKLINE>
        One
        <BLANKLINE>
        Two
        """
        blocks = [self._write_section(section, layout or Layout(), level) for section in sections]
        before, after = self._whole
        return f"{before}{_BLOCKS.join(blocks)}{after}" if blocks else ""

    def _write_section(self, section: Section, layout: Layout, level: int) -> str:
        before, after = self._heading(section.title, level, section.anchor)
        blocks = [before]
        if section.entries:
            spacing = 0 if section.compact else layout.entry_spacing
            blocks.append("".join(self._frame(section.entries, layout._replace(entry_spacing=spacing))))
        blocks += (self._write_section(one, layout, level + 1) for one in section.sections)
        if after:
            blocks.append(after)
        return _BLOCKS.join(blocks)

    def _walk(self, tokens: list[str]) -> str:
        escape, spans = self._escape, self._spans
        out = [escape(tokens[0])] if tokens[0] else []
        closers: list[str] = []
        within: list[str] = []  # the marks of the open spans
        links: list[tuple[int, str]] = []  # where the content of each open link begins, and its address
        place = 1
        while place < len(tokens):
            mark, text = tokens[place], tokens[place + 1]
            if mark == rt.CLOSE:
                if closers:
                    within.pop()
                    closer = closers.pop()
                    out.append(self._close_link(out, links.pop()) if closer == rt.LINK else closer)
            elif mark == rt.LINK:
                within.append(mark)
                closers.append("" if links else rt.LINK)  # a link within a link is left out
                if not links:
                    links.append((len(out), text))
                text = ""
            elif mark in spans and (self._tagged or not _is_open(mark, within)):
                opener, closer = spans[mark]
                out.append(opener)
                within.append(mark)
                closers.append(closer)
            elif rt.ITALIC <= mark <= rt.INDENT:
                within.append("")
                closers.append("")
            if text:
                out.append(escape(text))
            place += 2
        for closer in reversed(closers):
            out.append(self._close_link(out, links.pop()) if closer == rt.LINK else closer)
        return "".join(out)

    def _close_link(self, out: list[str], link: tuple[int, str]) -> str:
        """Take what was written since a link opened from ``out``, and make it a link if the address is safe."""
        start, address = link
        content = "".join(out[start:])
        del out[start:]
        address = address.strip()
        if self._link is None or not content or _LIVE.match(address) is None:
            return content
        return self._link(encode_address(address), content)


def load_built_in(name: str) -> Format:
    """Return the format of one of ``NAMES``, from the module of that name.

    >>> load_built_in("html")
    <output format html>
    """
    module = importlib.import_module(f"archcite.output.formats.{name}")
    found: Format = module.FORMAT
    return found


def join_pieces(delimiter: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield texts with a delimiter between them.

    >>> list(join_pieces("; ", "abc"))
    ['a', '; b', '; c']
    """
    before = ""
    for text in texts:
        yield before + text
        before = delimiter


def encode_address(address: str) -> str:
    """Encode the characters of an address that would end it in one of the formats.

    >>> encode_address('https://e.org/"<b>')
    'https://e.org/%22%3Cb%3E'
    """
    return _NOT_IN_ADDRESS.sub(_encode_sign, address)


def _is_open(mark: str, within: Sequence[str]) -> bool:
    """Return whether a span of this kind is open, and nothing inside it has undone it."""
    undone = rt.UNDONE_BY.get(mark)
    for outer in reversed(within):
        if outer in (mark, undone):
            return outer == mark
    return False


# `display` puts these where it breaks a line or sets fields apart, for formats that have no blocks.
BREAK, GAP = rt.BLOCK, rt.RIGHT_INLINE
_BREAK = pattern(f"[ {BREAK}]*{BREAK}[ {BREAK}]*")
_GAP = pattern(f" *{GAP} *")


def place_blocks(text: str, new_line: str) -> str:
    """Put blocks of a written text on lines of their own, and one space between fields side by side."""
    if GAP in text:
        text = _GAP.sub(" ", text)
    if BREAK in text:
        text = _BREAK.sub(lambda _match: new_line, text.strip(f" {BREAK}"))
    return text


def count_columns(text: str) -> int:
    """Count the columns of a line: wide characters take two, combining ones none.

    >>> count_columns("fond"), count_columns("北京")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(1 + (east_asian_width(sign) in "WF") for sign in text if not combining(sign))


def to_one_line(text: str) -> str:
    """Replace line breaks by spaces, for formats in which a new line can mean something.

    >>> to_one_line("a \\n b")
    'a b'
    """
    return _BREAKS.sub(" ", text)


def _encode_sign(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
