"""Where a cite stands among the others (CSL 1.0.2, "Position", and "first-reference-note-number")."""

from __future__ import annotations

from archcite.csl.cites import Cite, Cluster
from archcite.csl.shape import FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT


class Positions:
    """The positions of the cites of a document, whose citations are told one after the other.

    Notes and in-text citations are counted apart, since a reader meets them apart.
    """

    def __init__(self, near_distance: int) -> None:
        self._near_distance = near_distance
        self._notes, self._text = _Strand(), _Strand()

    def follow(self, cluster: Cluster) -> bool:
        """Set ``position`` and ``first_note`` of each cite of the next citation; whether that changed any."""
        return (self._notes if cluster.note else self._text).follow(cluster, self._near_distance)


class _Strand:
    """What has been cited so far in the notes, or in the text."""

    __slots__ = ("cites_in_note", "first_note", "last_note", "previous")

    def __init__(self) -> None:
        self.first_note: dict[str, int] = {}
        self.last_note: dict[str, int] = {}
        self.cites_in_note: dict[int, int] = {}
        self.previous: Cluster | None = None

    def follow(self, cluster: Cluster, near_distance: int) -> bool:
        note, cites = cluster.note, cluster.cites
        # Where the numbers of notes start again, a new chapter begins.
        if self.previous is not None and note and self.previous.note > note:
            self.first_note, self.last_note, self.cites_in_note = {}, {}, {}
        self.cites_in_note[note] = self.cites_in_note.get(note, 0) + len(cites)
        first_notes, last_notes = self.first_note, self.last_note
        changed = False
        before: Cite | None = None
        for cite in cites:
            item = cite.id
            if item not in first_notes:
                first_notes[item] = note
                position, first_note = FIRST, 0
            else:
                first_note = first_notes[item]
                antecedent = before or self._antecedent(cluster)
                position = SUBSEQUENT
                if antecedent is not None and antecedent.id == item:
                    position = _ibid(antecedent, cite)
                if note - last_notes[item] <= near_distance:
                    position = _NEAR[position]
            last_notes[item] = note
            before = cite
            if cite.forced is not None:
                position, first_note = cite.forced, cite.forced_first_note or first_note
            if cite.position is not position or cite.first_note != first_note:
                changed = True
                cite.position, cite.first_note = position, first_note
        if cites:
            self.previous = cluster
        return changed

    def _antecedent(self, cluster: Cluster) -> Cite | None:
        """What "ibid." would point to at the start of a citation: the one cite of the note before."""
        previous = self.previous
        if previous is None:
            return None
        if previous.note == cluster.note and cluster.note:
            return previous.cites[-1]
        if cluster.note and previous.note < cluster.note - 1:
            return None
        alone = len(previous.cites) == 1 if not cluster.note else self.cites_in_note[previous.note] == 1
        if alone or (all(cite.id == previous.cites[0].id for cite in previous.cites) and not cluster.note):
            return previous.cites[-1]
        return None


_NEAR = {position: position | {NEAR_NOTE} for position in (SUBSEQUENT, IBID, IBID_WITH_LOCATOR)}


def _ibid(antecedent: Cite, cite: Cite) -> frozenset[str]:
    if not cite.locator:
        return SUBSEQUENT if antecedent.locator else IBID
    same = antecedent.locator == cite.locator and antecedent.label == cite.label
    return IBID if same else IBID_WITH_LOCATOR
