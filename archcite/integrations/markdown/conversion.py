"""What is known of one document while it is converted: its citations and bibliographies, as marks stand for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import count
from typing import Protocol

from attrs import define, field

from archcite.integrations.common.bibliography_options import to_listing_fields
from archcite.integrations.common.citation_syntax import WrittenCite
from archcite.integrations.common.document_model import Listing, Page, PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.own_notes import is_mid_sentence

# The elements that a conversion leaves: `cite` is replaced by a citation and `lead` by the names that the sentence
# says before its note; `note` has the reference to a note in it; `here` is where a note of the author's, in which
# there are citations, is read; `list` is replaced by a bibliography.
CITE, LEAD, NOTE, HERE, LIST = (f"archcite-{name}" for name in ("cite", "lead", "note", "here", "list"))
_BLOCK = re.compile(r"<(?:p|li|td|th|dd|div|blockquote|h[1-6])[\s>]")
_TAG = re.compile(r"<[^<>]*>")
_FAR = 2_000  # is more than the end of a sentence
_MARK = re.compile(r'<archcite-(cite|note|here|list) n="([\w-]+)">')


@define
class Mark:
    """One citation: what its author wrote, and, when notes have their numbers, the note that it is in.

    ``is_note`` says that the note is of our making, and has nothing else in it.
    """

    key: str
    cites: tuple[WrittenCite, ...]
    anchor: str
    note: int = 0
    footnote: str = ""
    is_note: bool = False


@define
class Conversion:
    """One run of Python-Markdown.

    ``name`` is that of the document, of which ``slug`` is unique and fit for an id; ``file`` is what warnings call it.
    ``notes`` is how many notes it has, and ``uncited`` are keys that it lists without citing them. ``numbers`` counts
    its marks, also where a document is converted in parts. ``problems`` are locations, kinds and sentences; the
    locations of events are the keys of their marks.
    """

    name: str
    slug: str
    file: str
    library: Library
    in_notes: bool
    style: str = ""
    source: str = ""
    notes: int = 0
    uncited: tuple[str, ...] = ()
    numbers: Iterator[int] = field(factory=lambda: count(1))
    marks: dict[str, Mark] = field(factory=dict)
    listings: dict[str, Listing] = field(factory=dict)
    problems: list[tuple[str, str, str]] = field(factory=list)
    _seen: Counter[str] = field(factory=Counter)
    _written: dict[str, tuple[str, int]] = field(
        factory=dict
    )  # what stands for a mark, and which it is of its like

    def add_citation(self, cites: tuple[WrittenCite, ...], written: str) -> str:
        """Add a citation and return the key of its mark."""
        number = next(self.numbers)
        key = f"{self.slug}-{number}"
        anchor = f"archcite-{self.slug}-cite-{number}"
        self._remember(key, written)
        self.marks[key] = Mark(key, cites, anchor)
        return key

    def add_listing(self, options: dict[str, str], written: str) -> str:
        """Add a bibliography and return the key of its mark."""
        key = f"{self.slug}-{next(self.numbers)}"
        self._remember(key, written)
        self.listings[key] = Listing(key, key, **to_listing_fields(options))
        return key

    def warn(self, written: str, kind: str, message: str) -> None:
        """Record a problem with something the author wrote."""
        self._seen[written] += 1
        self.problems.append((self._find_line(written, self._seen[written]), kind, message))

    def find_location(self, key: str) -> str:
        """Find the file and, if possible, the line of a mark."""
        return self._find_line(*self._written.get(key, ("", 0)))

    def build_page(self, html: str) -> Page:
        """Build the page's citations and bibliographies in the order of its HTML, which has the marks in it.

        >>> Conversion("a", "a", "a.md", Library(), in_notes=True).build_page("<p>No citation.</p>").citations
        ()
        """
        places: dict[str, tuple[bool, int]] = {}
        for found in _MARK.finditer(html):
            kind, key = found.groups()
            # A citation in a note is read where the note is referred to.
            place = (kind == "cite" and key in self.marks and bool(self.marks[key].note), found.start())
            places[key] = min(places.get(key, place), place)
        order = sorted(places, key=lambda key: places[key][1])
        return Page(
            self.style,
            self.in_notes,
            tuple(
                PlacedCitation(
                    mark.key,
                    mark.cites,
                    mark.note,
                    mark.footnote,
                    mark.footnote or mark.anchor,
                    mark.key,
                    is_made_note=mark.is_note,
                    continues_sentence=bool(mark.note and not mark.is_note)
                    and is_mid_sentence(_find_text_before(html, key)),
                )
                for key in order
                if (mark := self.marks.get(key))
            ),
            tuple(self.listings[key] for key in order if key in self.listings),
            self.notes,
            self.uncited,
        )

    def _remember(self, key: str, written: str) -> None:
        self._seen[written] += 1
        self._written[key] = (written, self._seen[written])

    def _find_line(self, written: str, number: int) -> str:
        """Find the line by searching the source, since Markdown keeps no line numbers."""
        words = r"\s+".join(map(re.escape, written.split()))
        places = [found.start() for found in re.finditer(words, self.source)] if words else []
        if not places:
            return self.file
        line = self.source.count("\n", 0, places[min(number, len(places)) - 1]) + 1
        return f"{self.file}:{line}" if self.file else f"line {line}"


def _find_text_before(html: str, key: str) -> str:
    """Find the text before a citation in its paragraph or item of a list."""
    end = html.find(f'<archcite-cite n="{key}">')
    before = _BLOCK.split(html[max(0, end - _FAR) : max(0, end)])[-1]
    # What another citation will be is some word.
    return unescape(_TAG.sub("", before.replace("</archcite-cite>", "word")))


class Host(Protocol):
    """Who has documents converted, and places what is cited: one document by itself, or a whole site."""

    def begin(self, source: str, style: str) -> Conversion:
        """Begin a document; ``style`` is the one set in its metadata."""

    def end(self, conversion: Conversion, html: str) -> str:
        """Finish a document, given its HTML with marks; return the final HTML."""
