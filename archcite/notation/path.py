"""The path of a reference: its pieces, read in the tradition of the archive or of the labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from archcite._foundation.lazy_regex import pattern
from archcite.notation import vocabulary
from archcite.notation.archives import Archive
from archcite.notation.folios import BARE_LEAVES, is_leaves, split_leaves
from archcite.notation.labels import Labelled, find_label, guess_tradition, split_labelled
from archcite.notation.tokenizer import Token, split_tokens
from archcite.notation.traditions import LEAVES, Tradition, get_tradition
from archcite.record import Pages, Part
from archcite.record.vocabulary import LEVELS

_COLLECTIONS = ("fonds", "subfonds", "series", "subseries")
_NAME = pattern(r"[^\W\d_]{3,}")
# “sec. 3”, “para. 5”: a label that is in no table.
_UNKNOWN_LABEL = pattern(r"[^\W\d_]{1,7}\.\s*\d")


class Path:
    """A parsed path: :attr:`parts`, :attr:`pages`, any text after them (:attr:`rest`), and warnings.

    >>> path = Path("f. 5, op. 30, d. 273, ll. 12-15 ob.", None)
    >>> path.known.id, [part.level for part in path.parts], path.pages
    ('soviet', ['fonds', 'series', 'file'], Pages('ll.', '12-15 ob.'))
    """

    def __init__(self, text: str, archive: Archive | None, name: str | None = None) -> None:
        self.text = text
        self.archive = archive
        pieces = split_tokens(text)
        plain = [piece.text for piece in pieces]
        self.known: Tradition = get_tradition(archive.tradition) if archive else guess_tradition(plain)
        if archive and self.known.id == "international":
            self.known = guess_tradition(plain)
        elif self.known.id == "international" and name and (own := vocabulary.find_tradition_of(name)):
            self.known = get_tradition(own)
        self.warnings: list[str] = []
        call_number = "" if len(plain) < 2 else self.known.join_call_number(plain[0], "file", plain[1])
        told = self.known.is_identified_by(call_number) or any(map(self.known.is_identified_by, plain[:1]))
        self.is_certain = archive is not None or told
        self.pieces = [
            Token(one, piece.before if not index else " ", piece.start, piece.end)
            for piece in self._merge_pieces(pieces)
            for index, one in enumerate(split_labelled(piece.text, self.known))
        ]
        self.pages, self.rest = self._take_pages(self.pieces)
        labels = [self._find_label(piece.text) for piece in self.pieces]
        self.has_fonds = any(label is not None and label.levels[0] == "fonds" for label in labels) or any(
            "fonds" in number.groupindex and number.fullmatch(piece.text)
            for number in self.known.call_numbers
            for piece in self.pieces
        )
        self.parts = self._build_parts(self.pieces)

    def _merge_pieces(self, pieces: Sequence[Token]) -> Iterator[Token]:
        """Join the pieces between semicolons where only semicolons separate levels: “A, 1988; B, 1989”."""
        if not any(piece.before == "; " for piece in pieces):
            yield from pieces
            return
        group: list[Token] = []
        for piece in (*pieces, None):
            if group and (piece is None or piece.before == "; "):
                if any(self._find_label(one.text) for one in group) or len(group) == 1 or _is_leaves(group):
                    yield from group
                else:
                    whole = self.text[group[0].start : group[-1].end].strip()
                    yield Token(whole, group[0].before, group[0].start, group[-1].end)
                group = []
            if piece is not None:
                group.append(piece)

    def _find_label(self, piece: str) -> Labelled | None:
        return find_label(piece, self.known)

    def _take_pages(self, pieces: list[Token]) -> tuple[Pages, str | None]:
        """Remove the leaves from the end of the pieces; return them and any text after them."""
        if pieces and vocabulary.is_unnumbered(pieces[-1].text):
            last_one = pieces.pop()
            pages, rest = self._take_pages(pieces)
            if rest:
                return pages, rest + last_one.before + last_one.text
            if pages.label:
                return Pages(pages.label, pages.value + last_one.before + last_one.text), None
            return Pages("", str(pages) + last_one.before + last_one.text if pages else last_one.text), None
        last = len(pieces)
        while last and is_leaves(pieces[last - 1].text):
            last -= 1
        if (
            last
            and (found := self._find_label(pieces[last - 1].text))
            and found.label
            and self._is_leaves(found, pieces, last)
        ):
            value = found.value + "".join(piece.before + piece.text for piece in pieces[last:])
            del pieces[last - 1 :]
            value, rest = split_leaves(value)
            while (
                pieces
                and (more := self._find_label(pieces[-1].text))
                and more.label
                and more.levels[0] in LEAVES
            ):
                value = f"{more.value}, {found.label} {value}"
                found = more
                pieces.pop()
            if rest:
                self.warnings.append(f"“{rest}” stands behind the leaves and has no place among them.")
            return Pages(found.label or "", value), rest
        last = len(pieces)
        while last and BARE_LEAVES.fullmatch(pieces[last - 1].text):
            last -= 1
        if 0 < last < len(pieces) and self._has_bare_pages(pieces, last):
            value = "".join(piece.before + piece.text for piece in pieces[last:]).lstrip(" ,;")
            del pieces[last:]
            return Pages("", value), None
        return Pages(), None

    def _is_leaves(self, found: Labelled, pieces: Sequence[Token], last: int) -> bool:
        """Return whether a label that may mean leaves does so at the end of this path."""
        if LEAVES.isdisjoint(found.levels):
            return False
        if found.levels[0] in LEAVES:
            return True
        # “f. 12” after a file is a leaf, after a box a folder, at the top a fonds; “p. 5” may be a folder, too.
        above = {
            level
            for piece in pieces[: last - 1]
            if (one := self._find_label(piece.text))
            for level in one.levels
        }
        is_fonds = found.levels[0] == "fonds"
        its_own = LEAVES.intersection(found.levels).intersection(self.known.levels)
        containers = {"folder"}.union(LEAVES).intersection(found.levels)
        if min(containers, key=found.levels.index) == "folder" and "box" in above:
            return not above.isdisjoint(("folder", "file"))
        if last > 1 and is_fonds:
            before = pieces[last - 2].text
            if "fonds" not in self.known.levels or (
                re.search(r"\d", before) and self._find_label(before) is None
            ):
                return True
        below = above if its_own else above.difference(_COLLECTIONS)
        return found.levels[0] in above or bool(is_fonds and below)

    def _has_bare_pages(self, pieces: Sequence[Token], last: int) -> bool:
        """Return whether the numbers at the end are pages; in some traditions they are the last level."""
        numbers = [piece.text for piece in pieces[last:]]
        if not self.known.bare_pages:
            return False
        if len(numbers) == 1 and vocabulary.is_year(numbers[0]) and "-" not in numbers[0]:
            return False
        return any("-" in number or "–" in number for number in numbers) or all(
            len(number) <= 4 for number in numbers
        )

    def _build_parts(self, pieces: Sequence[Token]) -> tuple[Part, ...]:
        parts = _Parts()
        unlabelled = list(self.known.unlabelled)
        title: str | None = None
        for index, piece in enumerate(pieces):
            found = self._find_label(piece.text)
            if found is not None:
                level = self._choose_level(found, parts.levels)
                if level in unlabelled:
                    unlabelled = unlabelled[unlabelled.index(level) + 1 :]
                own = self.known.levels.get(level)
                level = own.stands_for or level if own else level
                parts.add(Part(level, found.label, found.value, title if found.label else None))
                title = None
            elif self._is_title(pieces, index):
                title = piece.text
            else:
                for part in self._build_unlabelled(piece.text, unlabelled, parts):
                    if part.level in unlabelled:
                        unlabelled.remove(part.level)
                    parts.add(part)
        return _from_the_top(parts.found)

    def _choose_level(self, found: Labelled, taken: Set[str]) -> str:
        """Choose the level of a label: the first that is not taken and is below the last part."""
        levels = [level for level in found.levels if level not in LEAVES] or ["part"]
        free = [level for level in levels if level not in taken] or levels
        if len(free) == 1:
            return free[0]
        order = list(self.known.levels)
        last = max((order.index(level) for level in taken if level in order), default=-1)
        below = [level for level in free if level in order and order.index(level) > last]
        return below[0] if below and free[0] not in below else free[0]

    def _is_title(self, pieces: Sequence[Token], index: int) -> bool:
        """Return whether a name is the title of the labelled part after it: “Records of the Navy, RG 24”."""
        following = self._find_label(pieces[index + 1].text) if index + 1 < len(pieces) else None
        return (
            following is not None
            and following.label is not None
            and following.levels[0] in self.known.title_before
            and pieces[index].text.casefold().startswith(("records of", "general records", "record of"))
        )

    def _build_unlabelled(self, text: str, expected: Sequence[str], parts: _Parts) -> Iterator[Part]:
        for known in self.known.call_numbers:
            if (found := known.fullmatch(text)) and parts.levels.isdisjoint(known.groupindex):
                yield from (Part(level, None, value) for level, value in found.groupdict().items() if value)
                return
        if text[:1] in '"“„«' and text[-1:] in '"”“»':
            yield Part("title", None, text)
            return
        # The number of a fonds may look like a year: “AJ, 1931, kut. 12”.
        is_first_number = self.is_certain and not parts.found and len(self.pieces) > 1 and text.isdecimal()
        if vocabulary.is_year(text) and not (is_first_number and expected[:1] == ["fonds"]):
            yield Part("year", None, text)
            return
        if vocabulary.is_classification(text):
            yield Part("classification", None, text)
            return
        labelled = not parts.labelled.issubset(_COLLECTIONS)
        taken = expected and (
            (expected[0] == "fonds" and self.has_fonds) or (expected[0] in _COLLECTIONS and labelled)
        )
        # Below another part only a name is a collection; a number may be anything.
        fits = bool(expected) and (not parts.found or expected[0] not in _COLLECTIONS or _is_name(text))
        if self.is_certain and fits and not taken and not _UNKNOWN_LABEL.match(text):
            yield Part(expected[0], None, text)
            return
        level = "part"
        if (
            _NAME.search(text)
            and text[0].isupper()
            and not re.search(r"\d", text)
            and not self.has_fonds
            and not parts.labelled
        ):
            level = "fonds" if not parts.found else "series" if parts.has_one_name_at_its_end() else "part"
        self.warnings.append(
            f"“{text}” has no label and is kept whole" + (f", as the {level}." if level != "part" else ".")
        )
        yield Part(level, None, text)


class _Parts:
    """The parts found until now, with what is asked of them for each further piece."""

    def __init__(self) -> None:
        self.found: list[Part] = []
        self.levels: set[str] = set()
        self.labelled: set[str] = set()  # the levels of parts with a label

    def add(self, part: Part) -> None:
        """Add a part below the others."""
        self.found.append(part)
        self.levels.add(part.level)
        if part.label:
            self.labelled.add(part.level)

    def has_one_name_at_its_end(self) -> bool:
        """Return whether the last part is a fonds or a series, and no other is."""
        named = ("fonds", "series")
        return self.found[-1].level in named and sum(part.level in named for part in self.found) == 1


def _is_name(text: str) -> bool:
    return _NAME.search(text) is not None and not text[0].isdigit()


def _is_leaves(group: Sequence[Token]) -> bool:
    return all(BARE_LEAVES.fullmatch(piece.text) for piece in group)


def _from_the_top(parts: list[Part]) -> tuple[Part, ...]:
    """Return parts from the top down, also if they are written from the document up: “Box 5, House Papers”."""
    top = len(parts)
    while top and parts[top - 1].level in _COLLECTIONS:
        top -= 1
    if top in (0, len(parts)) or any(part.level in _COLLECTIONS for part in parts[:top]):
        return tuple(parts)
    if not any(part.level in LEVELS for part in parts[:top]):
        return tuple(parts)
    lower = parts[:top]
    ranks = [LEVELS.index(part.level) if part.level in LEVELS else -1 for part in lower]
    if -1 not in ranks and ranks == sorted(ranks, reverse=True):
        lower.reverse()
    return (*reversed(parts[top:]), *lower)
