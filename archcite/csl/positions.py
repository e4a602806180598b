"""Where a cite stands among the others (CSL 1.0.2, "Position", and "first-reference-note-number")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archcite.csl.shape import FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT

if TYPE_CHECKING:
    from archcite.csl.processor import Cite, Cluster


def assign(clusters: Sequence[Cluster], near_distance: int) -> None:
    """Set ``position`` and ``first_note`` of every cite, in document order.

    Notes and in-text citations are counted apart, since a reader meets them apart.
    """
    for in_note in (False, True):
        _assign([cluster for cluster in clusters if bool(cluster.note) == in_note], near_distance)


def _assign(clusters: Sequence[Cluster], near_distance: int) -> None:
    first_note: dict[str, int] = {}
    last_note: dict[str, int] = {}
    cites_in_note: dict[int, int] = {}
    previous: Cluster | None = None
    for cluster in clusters:
        note = cluster.note
        if previous is not None and note and previous.note > note:  # numbering starts again: a new chapter
            first_note, last_note, cites_in_note = {}, {}, {}
        cites_in_note[note] = cites_in_note.get(note, 0) + len(cluster.cites)
        before: Cite | None = None
        for index, cite in enumerate(cluster.cites):
            item = cite.id
            if item not in first_note:
                cite.position, cite.first_note = FIRST, 0
                first_note[item] = note
            else:
                antecedent = before if index else _antecedent(previous, cluster, cites_in_note)
                position = SUBSEQUENT
                if antecedent is not None and antecedent.id == item:
                    position = _ibid(antecedent, cite)
                if note - last_note[item] <= near_distance:
                    position = position | {NEAR_NOTE}
                cite.position, cite.first_note = position, first_note[item]
            last_note[item] = note
            before = cite
            if cite.forced is not None:
                cite.position = cite.forced
                cite.first_note = cite.forced_first_note or cite.first_note
        if cluster.cites:
            previous = cluster


def _antecedent(previous: Cluster | None, cluster: Cluster, cites_in_note: dict[int, int]) -> Cite | None:
    """What "ibid." would point to at the start of a cluster: the one cite of the note before."""
    if previous is None:
        return None
    if previous.note == cluster.note and cluster.note:
        return previous.cites[-1]
    if cluster.note and previous.note < cluster.note - 1:
        return None
    alone = len(previous.cites) == 1 if not cluster.note else cites_in_note[previous.note] == 1
    if alone or (all(cite.id == previous.cites[0].id for cite in previous.cites) and not cluster.note):
        return previous.cites[-1]
    return None


def _ibid(antecedent: Cite, cite: Cite) -> frozenset[str]:
    if not cite.locator:
        return SUBSEQUENT if antecedent.locator else IBID
    same = antecedent.locator == cite.locator and antecedent.label == cite.label
    return IBID if same else IBID_WITH_LOCATOR
