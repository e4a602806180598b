"""Fields of Word that repeat something of the manuscript: its text, or the number of a note.

Word shows the result that it stored with a field until it is asked to update it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from archcite.csl.render.ordinals import to_roman
from archcite.integrations.common.archive import Element
from archcite.integrations.word.wordml import Maker

# Fields whose result is text of another place, which is cited there.
_REPEATING = frozenset(("REF", "STYLEREF", "TOC", "INDEX"))
_NUMBERS_OF_NOTES = frozenset(("NOTEREF", "FTNREF"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@define(eq=False)
class Field:
    """A field: the words of its instruction, and the elements with the text of its result."""

    words: list[str]
    results: list[Element] = field(factory=list)
    is_shown: bool = False  # whether what follows is the result, and not the instruction

    @property
    def kind(self) -> str:
        """The name of the field, in capitals."""
        return self.words[0].upper() if self.words else ""


@define
class Fields:
    """The fields of a part: those that show the number of a note, and the text that repeats other text."""

    note_numbers: list[Field]
    repeated: frozenset[Element]

    def update_note_numbers(
        self, targets: Mapping[str, Element], before: Mapping[Element, int], after: Mapping[Element, int]
    ) -> bool:
        """Store the new numbers of notes by the bookmarks around their signs; return whether any has changed.

        A number that was not that of its note is left for Word to update, such as one that is counted by page.
        """
        has_changed = False
        for one in self.note_numbers:
            target = targets.get(one.words[1])
            if target is None or target not in before or target not in after:
                continue
            shown = "".join(result.text or "" for result in one.results)
            new = _renumber(shown.strip(), before[target], after[target])
            if new and new != shown:
                one.results[0].text = new
                for result in one.results[1:]:
                    result.text = ""
                has_changed = True
        return has_changed


def read_fields(root: Element, maker: Maker) -> Fields:
    """Read the fields of a part, simple ones and those that are made of several runs."""
    name = maker.name
    simple, sign, instruction, text = map(name, ("fldSimple", "fldChar", "instrText", "t"))
    found: list[Field] = []
    waiting: list[Field] = []
    repeated: set[Element] = set()
    for element in root.iter(simple, sign, instruction, text):
        if element.tag == simple:
            made = Field((element.get(name("instr")) or "").split(), list(element.iter(text)))
            found.append(made)
            if made.kind in _REPEATING:
                repeated.update(made.results)
        elif element.tag == sign:
            kind = element.get(name("fldCharType"))
            if kind == "begin":
                waiting.append(Field([]))
            elif waiting and kind == "separate":
                waiting[-1].is_shown = True
                waiting[-1].words = " ".join(waiting[-1].words).split()
            elif waiting and kind == "end":
                found.append(waiting.pop())
        elif element.tag == instruction:
            if waiting and not waiting[-1].is_shown:
                waiting[-1].words.append(element.text or "")
        elif waiting and waiting[-1].is_shown:
            waiting[-1].results.append(element)
            # The numbers of pages in a table of contents are fields in a field.
            if any(one.is_shown and one.kind in _REPEATING for one in waiting[-_DEEPEST:]):
                repeated.add(element)
    numbers = [one for one in found if one.kind in _NUMBERS_OF_NOTES and len(one.words) > 1 and one.results]
    return Fields(numbers, frozenset(repeated))


# How deep fields are looked at in each other.
_DEEPEST = 10


def find_marked_notes(root: Element, maker: Maker) -> dict[str, Element]:
    """Return the first sign of a note in each bookmark, by the name of the bookmark."""
    name = maker.name
    signs = (name("footnoteReference"), name("endnoteReference"))
    start, end = name("bookmarkStart"), name("bookmarkEnd")
    waiting: dict[str, str] = {}
    targets: dict[str, Element] = {}
    for element in root.iter(start, end, *signs):
        if element.tag == start:
            waiting[element.get(name("id")) or ""] = element.get(name("name")) or ""
        elif element.tag == end:
            waiting.pop(element.get(name("id")) or "", None)
        else:
            targets.update(dict.fromkeys(waiting.values(), element))
            waiting.clear()
    return targets


def count_notes(root: Element, maker: Maker) -> dict[Element, int]:
    """Return the number of each note by its sign in the text; a note with a sign of its author's has none."""
    name = maker.name
    numbers: dict[Element, int] = {}
    for kind in ("footnoteReference", "endnoteReference"):
        signs: Iterable[Element] = root.iter(name(kind))
        counted = (one for one in signs if one.get(name("customMarkFollows")) not in ("1", "true", "on"))
        numbers.update((one, number) for number, one in enumerate(counted, 1))
    return numbers


def _renumber(shown: str, before: int, after: int) -> str:
    """Return a number in the form in which another is shown; empty if it is not that number.

    >>> _renumber("3", 3, 5), _renumber("iii", 3, 5), _renumber("C", 3, 28), _renumber("7", 3, 5)
    ('5', 'v', 'BB', '')
    """
    for form in (str, to_roman, _to_letters):
        if shown == form(before):
            return form(after)
        if shown == form(before).upper():
            return form(after).upper()
    return ""


def _to_letters(number: int) -> str:
    """Return a number as Word counts with letters: a to z, then aa to zz."""
    times, letter = divmod(number - 1, len(_LETTERS))
    return _LETTERS[letter] * (times + 1)
