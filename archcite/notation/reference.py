"""One parser for archival references: “RGANI, f. 5, op. 30, d. 273, ll. 12-15” into holder, path and leaves.

What the labels mean, and what a reference without labels means, is the tradition's; the holder says which
tradition it is, or else the labels themselves.  Labels are kept as they are written, so that printing the parts
in their order gives the reference back; where it does not, :attr:`Reference.warnings` names what changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archcite.notation import words
from archcite.notation.archives import Archive, find_archive
from archcite.notation.forms import format_reference
from archcite.notation.holders import Holder, find_holder
from archcite.notation.labels import Labelled, find_label, guess_tradition, split_labelled
from archcite.notation.leaves import BARE_LEAVES, split_leaves
from archcite.notation.pieces import Piece, split_pieces
from archcite.notation.traditions import LEAVES, Tradition, tradition
from archcite.record import Pages, Part
from archcite.record.vocabulary import LEVELS

_MEDIUM = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\.?$")
_ENDS_IN_A_LABEL = re.compile(
    r"[^\W\d]\.\s?[^\W\d]{1,2}\.$|\d\.\s?[^\W\d]{1,6}\.$|(?<!\w)[a-zа-я]\.$"
    r"|(?:(?<=\d)|(?<= ))(?:ob|об|зв|zv|gr|гр|ff?)\.$"
)
_COLLECTIONS = ("fonds", "subfonds", "series", "subseries")
_NAME = re.compile(r"[^\W\d_]{3,}")
_JOINT = re.compile(
    r"\s*;\s*(?:(?:and|also|see also|also in|copy in)\s+)?|,?\s+(?:and|and also|and in)\s+(?:in\s+)?"
)


class Reference(NamedTuple):
    """A reference taken apart; ``repository`` is as written, and None where the reference names none.

    ``archive`` is the holder as the table has it, ``medium`` what was seen (“Microfilm”), ``rest`` what could
    not be placed, ``warnings`` a sentence for each thing that was guessed or would be written differently.
    """

    repository: str | None
    parts: tuple[Part, ...]
    pages: Pages
    medium: str | None = None
    rest: str | None = None
    archive: Archive | None = None
    warnings: tuple[str, ...] = ()


def parse_reference(text: str, repository: str | None = None) -> Reference:
    """An archival reference into holder, path and leaves; a holder that is known is given as ``repository``.

    What has no label stays whole: as a part of the level that the archive's tradition says, or of the level
    ``part``.

    >>> reference = parse_reference("RGANI, f. 5, op. 30, d. 273, ll. 12-15 ob.")
    >>> reference.repository, [str(part) for part in reference.parts], reference.pages
    ('RGANI', ['f. 5', 'op. 30', 'd. 273'], Pages('ll.', '12-15 ob.'))
    >>> [part.level for part in parse_reference("AVPRF, F. 0102, Op. 13, P. 72, Delo 5").parts]
    ['fonds', 'series', 'folder', 'file']
    >>> [(part.level, part.value) for part in parse_reference("BArch, B 136/59748").parts]
    [('fonds', 'B 136'), ('file', '59748')]
    """
    text = without_stop(" ".join(text.split()).strip(" ,;"))
    holder = find_holder(text) if repository is None else None
    archive = holder.archive if holder else find_archive(repository) if repository else None
    path = _path_text(text, holder)
    path, medium = _without_medium(path)
    return _Path(path, archive).reference(holder, medium, repository, text)


def parse_references(text: str, repository: str | None = None) -> list[Reference]:
    """The references of a text that names several: in several archives, or several files of one.

    >>> [str(one.repository) for one in parse_references("APRF, f. 45, op. 1 and AVPRF, f. 059a, op. 5a")]
    ['APRF', 'AVPRF']
    >>> [str(one.parts[-1]) for one in parse_references("RGANI, f. 5, op. 1, d. 7, l. 3; d. 9, ll. 5-7")]
    ['d. 7', 'd. 9']
    """
    text = without_stop(" ".join(text.split()).strip(" ,;"))
    found: list[Reference] = []
    start = 0
    for joint in _JOINT.finditer(text):
        if joint.start() < start or _is_inside(joint.start(), find_holder(text[start:]), start):
            continue
        before, after = text[start : joint.start()], text[joint.end() :]
        if not before or not _is_closed(before):
            continue
        if _names_holder_first(after) and (repository or find_holder(before)):
            found.append(parse_reference(before, repository))
        elif joint.group().lstrip().startswith(";") and (last := _restarted(before, after, repository)):
            found.append(last)
            prefix = _shared(last, after)
            rest = parse_references(after, last.repository or repository)
            return [*found, rest[0]._replace(parts=(*prefix, *rest[0].parts)), *rest[1:]]
        else:
            continue
        start = joint.end()
    if text[start:]:
        found.append(parse_reference(text[start:], repository))
    return found


def without_stop(text: str) -> str:
    """A reference without the full stop that ends its sentence, but not without that of a label (“a.e.”)."""
    if text[-2:] in ('."', ".”", ".“"):
        return text[:-2] + text[-1]
    if text.endswith(".") and not ends_in_a_label(text):
        return text[:-1]
    return text


def ends_in_a_label(text: str) -> bool:
    """Whether the full stop at the end of a text is a label's or a verso's.

    >>> ends_in_a_label("5/36. ő. e."), ends_in_a_label("ll. 12-15 ob."), ends_in_a_label("ll. 12-15.")
    (True, True, False)
    """
    return _ENDS_IN_A_LABEL.search(text) is not None


class _Path:
    """The path of one reference: its pieces, read in the tradition of the archive or of the labels."""

    def __init__(self, text: str, archive: Archive | None) -> None:
        self.text = text
        self.archive = archive
        pieces = split_pieces(text)
        plain = [piece.text for piece in pieces]
        self.known: Tradition = tradition(archive.tradition) if archive else guess_tradition(plain)
        if archive and self.known.id == "international":
            self.known = guess_tradition(plain)
        self.warnings: list[str] = []
        self.has_fonds = any((one := self._label(piece)) and one.levels[0] == "fonds" for piece in plain)
        self.pieces = [
            Piece(one, piece.before if not index else " ", piece.start, piece.end)
            for piece in self._merged(pieces)
            for index, one in enumerate(split_labelled(piece.text, self.known))
        ]

    def reference(
        self, holder: Holder | None, medium: str | None, repository: str | None, text: str
    ) -> Reference:
        pieces = list(self.pieces)
        pages, rest = self._pages(pieces)
        parts = self._parts(pieces)
        name = holder.name if holder else repository
        written = format_reference(parts, pages, repository=name)
        self._compare(text, written, holder, medium, rest)
        return Reference(name, parts, pages, medium, rest, self.archive, tuple(self.warnings))

    def _merged(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Pieces between semicolons, whole where only semicolons part levels: “A, 1988; B, 1989”."""
        if not any(piece.before == "; " for piece in pieces):
            yield from pieces
            return
        group: list[Piece] = []
        for piece in (*pieces, None):
            if group and (piece is None or piece.before == "; "):
                if any(self._label(one.text) for one in group) or len(group) == 1 or _is_leaves(group):
                    yield from group
                else:
                    whole = self.text[group[0].start : group[-1].end].strip()
                    yield Piece(whole, group[0].before, group[0].start, group[-1].end)
                group = []
            if piece is not None:
                group.append(piece)

    def _label(self, piece: str) -> Labelled | None:
        return find_label(piece, self.known)

    def _pages(self, pieces: list[Piece]) -> tuple[Pages, str | None]:
        """The leaves, which end a reference, taken off the pieces; and what stands behind them."""
        if pieces and words.is_unnumbered(pieces[-1].text):
            return Pages("", pieces.pop().text), None
        last = len(pieces)
        while last and BARE_LEAVES.fullmatch(pieces[last - 1].text):
            last -= 1
        if (
            last
            and (found := self._label(pieces[last - 1].text))
            and found.label
            and self._is_leaves(found, pieces, last)
        ):
            value = found.value + "".join(piece.before + piece.text for piece in pieces[last:])
            del pieces[last - 1 :]
            value, rest = split_leaves(value)
            while (
                pieces and (more := self._label(pieces[-1].text)) and more.label and more.levels[0] == LEAVES
            ):
                value = f"{more.value}, {found.label} {value}"
                found = more
                pieces.pop()
            if rest:
                self.warnings.append(f"“{rest}” stands behind the leaves and has no place among them.")
            return Pages(found.label or "", value), rest
        if 0 < last < len(pieces) and self._bare_pages(pieces, last):
            value = "".join(piece.before + piece.text for piece in pieces[last:]).lstrip(" ,;")
            del pieces[last:]
            return Pages("", value), None
        return Pages(), None

    def _is_leaves(self, found: Labelled, pieces: Sequence[Piece], last: int) -> bool:
        """Whether a label that may mean leaves means them, at the end of this path."""
        if LEAVES not in found.levels:
            return False
        if found.levels[0] == LEAVES:
            return True
        # “f. 12” after a file is a leaf, at the top a fonds; “p. 5” after a file of folders is a folder.
        above = {
            level for piece in pieces[: last - 1] if (one := self._label(piece.text)) for level in one.levels
        }
        return found.levels[0] in above or bool(
            above & {"file", "box", "volume", "item", "bundle"} and found.levels[0] == "fonds"
        )

    def _bare_pages(self, pieces: Sequence[Piece], last: int) -> bool:
        """Whether the numbers at the end are pages: in some traditions they are the last level."""
        numbers = [piece.text for piece in pieces[last:]]
        if not self.known.bare_pages:
            return False
        if len(numbers) == 1 and words.is_year(numbers[0]) and "-" not in numbers[0]:
            return False
        return any("-" in number or "–" in number for number in numbers) or all(
            len(number) <= 4 for number in numbers
        )

    def _parts(self, pieces: Sequence[Piece]) -> tuple[Part, ...]:
        parts: list[Part] = []
        unlabelled = list(self.known.unlabelled)
        title: str | None = None
        for index, piece in enumerate(pieces):
            found = self._label(piece.text)
            if found is not None:
                level = self._level(found, parts, index < len(pieces) - 1)
                if level in unlabelled:
                    unlabelled = unlabelled[unlabelled.index(level) + 1 :]
                parts.append(Part(level, found.label, found.value, title if found.label else None))
                title = None
            elif self._is_title(pieces, index):
                title = piece.text
            else:
                for part in self._unlabelled(piece.text, unlabelled, parts):
                    if part.level in unlabelled:
                        unlabelled.remove(part.level)
                    parts.append(part)
        return _from_the_top(parts, self.warnings)

    def _level(self, found: Labelled, parts: Sequence[Part], more: bool) -> str:
        """What a label means here: the first of its levels that is not taken, and lies below the last one."""
        levels = [level for level in found.levels if level != LEAVES or not more] or ["folder"]
        taken = {part.level for part in parts}
        free = [level for level in levels if level not in taken] or levels
        order = list(self.known.levels)
        last = max((order.index(part.level) for part in parts if part.level in order), default=-1)
        below = [level for level in free if level in order and order.index(level) > last]
        if len(free) > 1 and below and free[0] not in below:
            return below[0]
        return free[0]

    def _is_title(self, pieces: Sequence[Piece], index: int) -> bool:
        """Whether a name is the title of the labelled part after it: “Records of the Navy, RG 24”."""
        following = self._label(pieces[index + 1].text) if index + 1 < len(pieces) else None
        return (
            following is not None
            and following.label is not None
            and following.levels[0] in self.known.title_before
            and pieces[index].text.casefold().startswith(("records of", "general records", "record of"))
        )

    def _unlabelled(self, text: str, expected: Sequence[str], parts: Sequence[Part]) -> Iterator[Part]:
        for pattern in self.known.call_numbers:
            if found := pattern.fullmatch(text):
                yield from (Part(level, None, value) for level, value in found.groupdict().items() if value)
                return
        if text[:1] in '"“„«' and text[-1:] in '"”“»':
            yield Part("title", None, text)
            return
        if words.is_year(text):
            yield Part("year", None, text)
            return
        if words.is_classification(text):
            yield Part("classification", None, text)
            return
        labelled = any(part.label for part in parts)
        taken = expected and (
            (expected[0] == "fonds" and self.has_fonds) or (expected[0] in _COLLECTIONS and labelled)
        )
        if self.archive and expected and not taken:
            yield Part(expected[0], None, text)
            return
        level = "part"
        if (
            _NAME.search(text)
            and not re.search(r"\d", text)
            and not self.has_fonds
            and not any(part.label for part in parts)
        ):
            named = [part for part in parts if part.level in ("fonds", "series")]
            level = (
                "fonds" if not parts else "series" if len(named) == 1 and named[-1] is parts[-1] else "part"
            )
        self.warnings.append(
            f"“{text}” has no label and is kept whole" + (f", as the {level}." if level != "part" else ".")
        )
        yield Part(level, None, text)

    def _compare(
        self, text: str, written: str, holder: Holder | None, medium: str | None, rest: str | None
    ) -> None:
        """A warning where the reference would be written differently, naming the first difference."""
        if holder is None:
            whole = written
        elif holder.start == 0:
            whole = f"{holder.name}{self.known.after_holder}{written}" if written else holder.name
        else:
            whole = f"{written}, {holder.name}"
        whole += f" {rest}" if rest else ""
        whole += f" ({medium})" if medium else ""
        if whole != text:
            old, new = _difference(text, whole)
            self.warnings.append(f"“{old}” would be written “{new}”.")


def _path_text(text: str, holder: Holder | None) -> str:
    if holder is None:
        return text
    before, after = text[: holder.start].rstrip(" ,;:"), text[holder.end :].lstrip(" ,;:.—–/")
    return f"{before}, {after}" if before and after else before or after


def _without_medium(text: str) -> tuple[str, str | None]:
    found = _MEDIUM.search(text)
    if found and words.is_medium(found[1]):
        return text[: found.start()].rstrip(" ,"), found[1]
    head, _, last = text.rpartition(", ")
    if head and words.is_medium(last):
        return head, last
    return text, None


def _is_leaves(group: Sequence[Piece]) -> bool:
    return all(BARE_LEAVES.fullmatch(piece.text) for piece in group)


def _from_the_top(parts: list[Part], warnings: list[str]) -> tuple[Part, ...]:
    """The parts from the widest down, where they stand the other way round: “Box 5, House Papers”."""
    top = len(parts)
    while top and parts[top - 1].level in _COLLECTIONS:
        top -= 1
    if top in (0, len(parts)) or any(part.level in _COLLECTIONS for part in parts[:top]):
        return tuple(parts)
    if not any(part.level in LEVELS for part in parts[:top]):
        return tuple(parts)
    warnings.append("The reference goes from the document up, and is kept from the top down.")
    lower = parts[:top]
    ranks = [LEVELS.index(part.level) if part.level in LEVELS else -1 for part in lower]
    if -1 not in ranks and ranks == sorted(ranks, reverse=True):
        lower.reverse()
    return (*reversed(parts[top:]), *lower)


def _names_holder_first(text: str) -> bool:
    holder = find_holder(text)
    if holder is None or holder.start:
        return False
    after = text[holder.end :]
    return bool(re.match(r"\s*(?:\([^)]*\))?\s*[,:.]|\s*$", after)) or bool(re.search(r"\d", after[:20]))


def _is_inside(index: int, holder: Holder | None, start: int) -> bool:
    """Whether a place is in the name of the holder: “Museum and Library”."""
    return holder is not None and start + holder.start < index < start + holder.end


def _is_closed(text: str) -> bool:
    """Whether all brackets and quotation marks of a text are closed."""
    return (
        text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0
    )


def _restarted(before: str, after: str, repository: str | None) -> Reference | None:
    """The reference before a semicolon, where the one after it starts again at one of its levels."""
    earlier = parse_reference(before, repository)
    later = parse_reference(after, earlier.repository or repository)
    levels = {part.level for part in earlier.parts if part.label}
    if earlier.pages and later.parts and later.parts[0].label and later.parts[0].level in levels:
        return earlier
    return None


def _shared(earlier: Reference, after: str) -> tuple[Part, ...]:
    """The parts of a reference above the level at which the next one starts again."""
    first = parse_reference(after, earlier.repository).parts[0].level
    at = next(index for index, part in enumerate(earlier.parts) if part.level == first)
    return earlier.parts[:at]


def _difference(old: str, new: str) -> tuple[str, str]:
    """Where two strings differ, with a word on each side."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start = max(old.rfind(" ", 0, max(start - 1, 0)) + 1, 0)
    tail = old.find(" ", len(old) - end) if end else -1
    kept = len(old) - tail if tail >= 0 else 0
    return old[start : len(old) - kept], new[start : len(new) - kept]
