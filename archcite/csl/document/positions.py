"""Work out the positions of cites (CSL 1.0.2, "Position", and "first-reference-note-number")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from archcite.csl.data.item_shape import FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT
from archcite.csl.document.citation import CitationCluster, Cite


class Positions:
    """Positions of the cites of a document, whose citations are added one after the other.

    Notes and in-text citations are counted apart, since a reader meets them apart.
    """

    def __init__(self, near_distance: int) -> None:
        self._near_distance = near_distance
        self._notes, self._text = _CitationSequence(), _CitationSequence()
        self._resets = 0

    def assign_positions(self, cluster: CitationCluster) -> bool:
        """Set ``position`` and ``first_note`` of each cite of the next citation; return whether any changed."""
        sequence = self._notes if cluster.note else self._text
        self._resets += cluster.resets_position
        cluster.resets = self._resets
        _link(cluster, sequence.previous)
        if sequence.previous is not None and cluster.chapter != sequence.previous.chapter:
            sequence.notes.clear()
        # An empty citation that begins a chapter must be remembered.
        if cluster.cites or cluster.note < 0 or cluster.resets_position:
            sequence.previous = cluster
        return _assign(cluster, sequence.notes, self._near_distance)

    def reassign_positions(
        self,
        document: Sequence[CitationCluster],
        replaced: Collection[CitationCluster],
        ids: Collection[str],
        citing: Mapping[str, Iterable[CitationCluster]],
    ) -> list[CitationCluster]:
        """Recompute positions after citations were edited; return the citations that changed.

        ``document`` has positions already. ``replaced`` are the citations that were edited, ``ids`` the items that
        they cited or cite now, and ``citing`` has all citations of an item by its id.
        """
        where = set(replaced)
        for cluster in replaced:
            _link(cluster, cluster.previous)
            where.update(_find_followers(document, cluster))
        where.update(other for key in ids for other in citing.get(key, ()) if other.place >= 0)
        changed = []
        for sequence in (self._notes, self._text):
            notes: _Notes = {}
            chapter = 0
            for cluster in sorted(where, key=lambda cluster: cluster.place):
                if bool(cluster.note) is (sequence is self._notes):
                    if cluster.chapter != chapter:
                        notes, chapter = {}, cluster.chapter
                    if _assign(cluster, notes, self._near_distance, ids):
                        changed.append(cluster)
            for key in ids:
                sequence.notes.pop(key, None)
            if sequence.previous is not None and chapter == sequence.previous.chapter:
                sequence.notes.update((key, notes[key]) for key in ids if key in notes)
        return changed


# The notes in which an item of a chapter was cited first and last.
_Notes = dict[str, tuple[int, int]]


class _CitationSequence:
    """Citations so far in the notes, or in the text."""

    __slots__ = ("notes", "previous")

    def __init__(self) -> None:
        self.notes: _Notes = {}
        self.previous: CitationCluster | None = None


def _link(cluster: CitationCluster, previous: CitationCluster | None) -> None:
    """Set the chapter of a citation and how many cites its note has so far, from the citation before it."""
    cluster.previous = previous
    cluster.cites_so_far = len(cluster.cites)
    cluster.chapter = 0
    if previous is not None:
        # Where the numbers of notes start again, a new chapter begins; a negative number says so by itself.
        restarts = cluster.resets > previous.resets or (cluster.note != 0 and cluster.note < previous.note)
        cluster.chapter = previous.chapter + restarts
        if previous.note == cluster.note:
            cluster.cites_so_far += previous.cites_so_far


def _find_followers(
    document: Sequence[CitationCluster], cluster: CitationCluster
) -> Iterable[CitationCluster]:
    """Yield the citations in which "ibid." may mean something else because a citation changed."""
    for place in range(cluster.place + 1, len(document)):
        follower = document[place]
        if follower.place < 0:
            return
        if bool(follower.note) is bool(cluster.note) and follower.cites:
            _link(follower, follower.previous)
            yield follower
            if follower.note != cluster.note or not cluster.note:
                return


def _assign(
    cluster: CitationCluster, notes: _Notes, near_distance: int, only: Collection[str] | None = None
) -> bool:
    """Set the positions of a citation's cites; return whether any changed.

    ``notes`` has the notes in which items have been cited. With ``only``, items that are not in it keep what is
    known of them, but for what "ibid." would mean.
    """
    note = cluster.note
    changed = False
    before: Cite | None = None
    for cite in cluster.cites:
        item = cite.id
        if only is not None and item not in only:
            seen, near, first_note = cite.position is not FIRST, NEAR_NOTE in cite.position, cite.first_note
        elif item in notes:
            first_note, last_note = notes[item]
            seen, near = True, note - last_note <= near_distance
            notes[item] = first_note, note
        else:
            notes[item] = cluster.shown_note or note, note
            seen, near, first_note = False, False, 0
        position = FIRST
        if seen:
            antecedent = before or _find_antecedent(cluster)
            position = SUBSEQUENT
            if antecedent is not None and antecedent.id == item:
                position = _choose_ibid(antecedent, cite)
            if near:
                position = _NEAR[position]
        before = cite
        if cite.forced is not None:
            position, first_note = cite.forced, cite.forced_first_note or first_note
        if cite.position is not position or cite.first_note != first_note:
            changed = True
            cite.position, cite.first_note = position, first_note
    return changed


def _find_antecedent(cluster: CitationCluster) -> Cite | None:
    """Find the cite that "ibid." would point to at the start of a citation: the only one of the note before."""
    previous = cluster.previous
    if previous is None:
        return None
    if previous.note == cluster.note and cluster.note:
        return previous.cites[-1]
    if cluster.note and previous.note < cluster.note - 1:
        return None
    alone = len(previous.cites) == 1 if not cluster.note else previous.cites_so_far == 1
    if alone or (all(cite.id == previous.cites[0].id for cite in previous.cites) and not cluster.note):
        return previous.cites[-1]
    return None


_NEAR = {position: position | {NEAR_NOTE} for position in (SUBSEQUENT, IBID, IBID_WITH_LOCATOR)}


def _choose_ibid(antecedent: Cite, cite: Cite) -> frozenset[str]:
    """Choose the position of a cite of the same item as the one before."""
    if not cite.locator:
        return SUBSEQUENT if antecedent.locator else IBID
    same = antecedent.locator == cite.locator and antecedent.label == cite.label
    return IBID if same else IBID_WITH_LOCATOR
