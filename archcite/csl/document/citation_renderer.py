"""Whole citations: their cites sorted, rendered and joined, and written in an output format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from archcite.csl.document import collapsing
from archcite.csl.document.citation import CitationCluster, Cite
from archcite.csl.document.renderer import ItemAssignment, ItemAssignments, Renderer
from archcite.csl.document.sorting import sort_by_keys
from archcite.output.formats import Format
from archcite.richtext.marks import CLOSE, NO_TEXT, SUPERSCRIPT, Rich, to_plain
from archcite.richtext.punctuation import append_final_suffix, resolve_punctuation

_END = 20  # the end of a text, with all marks that may follow its last sign


class CitationRenderer:
    """Renders citations in one output format; ``assignments`` are what the document has decided for its items.

    ``depends_on_repetition`` says that it matters to a cite whether its item is cited elsewhere too.
    """

    def __init__(
        self,
        renderer: Renderer,
        format: Format,
        assignments: ItemAssignments,
        anchor: collapsing.Anchor | None,
        *,
        depends_on_repetition: bool,
    ) -> None:
        citation, locale = renderer.style.citation, renderer.locale
        self._renderer = renderer
        self._format = format
        self._assignments = assignments
        self._anchor = anchor
        self._depends_on_repetition = depends_on_repetition
        self._refers_back = "first-reference-note-number" in renderer.compiler.used
        self._keys = len(citation.sort)
        self._delimiters = collapsing.read_cite_delimiters(
            citation,
            not renderer.style.in_notes,
            locale.term("citation-range-delimiter") or Rich("\u2013"),
        )
        layout = citation.layout
        self._before = NO_TEXT.join((*layout.format, layout.prefix))
        self._after = layout.suffix + CLOSE * len(layout.format)
        self._quotes, self._punctuation_in_quote = locale.quotes, locale.punctuation_in_quote

    def sort_cites(self, cluster: CitationCluster) -> None:
        """Sort the cites of a citation as the style requires; those of unknown items come first in their group."""
        if len(cluster.given) < 2:
            return

        def get_key(cite: Cite, index: int) -> Any:
            item = self._renderer.get_item(cite.id)
            assert item is not None
            return self._renderer.get_sort_key("citation", index, item, self._assignments.get(cite.id))

        cites: list[Cite] = []
        for group in (
            collapsing.split_at_prefixes(cluster.given) if cluster.keeps_prefixes else (cluster.given,)
        ):
            cites += [cite for cite in group if self._renderer.get_item(cite.id) is None]
            known = [cite for cite in group if self._renderer.get_item(cite.id) is not None]
            cites += sort_by_keys(known, get_key, self._keys)
        cites.sort(key=lambda cite: not cite.composite)  # what the sentence names stays first
        cluster.cites = tuple(cites)

    def render(self, cluster: CitationCluster, is_repeated: Callable[[str], bool]) -> bool:
        """Render a citation; return False if nothing that it depends on has changed since it was rendered.

        ``is_repeated`` returns whether an item, by its id, is cited in several citations.
        """
        assignments = [self._assignments.get(cite.id) for cite in cluster.cites]
        signature: list[object] = [cluster.prefix, cluster.suffix]
        for cite, assignment in zip(cluster.cites, assignments, strict=True):
            repeated = self._depends_on_repetition and is_repeated(cite.id)
            signature += cite, cite.position, cite.first_note, assignment, repeated
        # Later cites name the number of the note, so that they are rendered again if it changes.
        renumbered = self._refers_back and cluster.note != cluster.printed_note
        cluster.printed_note = cluster.note
        if signature == cluster.signature and not (
            renumbered and any(is_repeated(cite.id) for cite in cluster.cites)
        ):
            return False
        self._render_text(cluster, assignments)
        cluster.signature = signature
        return True

    def _render_text(self, cluster: CitationCluster, assignments: Sequence[ItemAssignment]) -> None:
        cites: list[collapsing.RenderedCite] = []
        starts = collapsing.is_sentence_start(cluster.prefix, not cluster.in_sentence)
        for cite, assignment in zip(cluster.cites, assignments, strict=True):
            cites.append(self._renderer.render_cite(cite, assignment, starts and not cites))
        if len(cites) > 1:
            cites = self._leave_out_unprinted(cites)
        is_composite = bool(cites) and cluster.cites[0].composite
        if (
            is_composite
            and cites[0].names == cites[0].text
            and (self._delimiters.in_text or not cluster.note)
        ):
            cites[0] = cites[0]._replace(text=NO_TEXT)  # the sentence has said it, and no note must be filled
        text = collapsing.join_cites(
            cites, self._delimiters, self._anchor, keeps_prefixes=cluster.keeps_prefixes
        )
        if text and (cluster.prefix or cluster.suffix):
            text = collapsing.format_prefix(cluster.prefix) + text + collapsing.format_suffix(cluster.suffix)
        cluster.ends_abbreviated = bool(text) and to_plain(text[-_END:]).endswith(".")
        if text and not all(cite.author_only for cite in cluster.cites):
            text = self._before + append_final_suffix(text, self._after)
        cluster.lead = ""
        if is_composite:
            lead = cites[0].names
            if cluster.note:
                cluster.lead = self._format.write(self._finish(lead))
            else:
                space = NO_TEXT if SUPERSCRIPT in self._before else Rich(" ")
                # The link is on the rest of the cite, if there is any.
                alone = collapsing.link_cite(lead, cites[0], self._anchor)
                text = lead + space + text if lead and text else alone or text
        cluster.rich = self._finish(text)
        cluster.text = self._format.write(cluster.rich)

    def _leave_out_unprinted(self, cites: list[collapsing.RenderedCite]) -> list[collapsing.RenderedCite]:
        """Leave out the cites that print nothing, and warn of them, unless none prints anything; return the others."""
        printed: list[collapsing.RenderedCite] = []
        unprinted: list[collapsing.RenderedCite] = []
        for cite in cites:
            # What the writer gave is printed even where the style has nothing.
            is_printed = cite.text is not collapsing.NO_PRINTED_FORM or cite.prefix or cite.suffix
            (printed if is_printed else unprinted).append(cite)
        if not printed:
            return cites
        for cite in unprinted:
            self._renderer.warn(
                f"“{cite.item_id}” prints nothing in this style and was left out of a citation; "
                "add what the style prints of an item, such as a date.",
            )
        return printed

    def _finish(self, rich: Rich) -> Rich:
        return resolve_punctuation(rich, self._quotes, self._punctuation_in_quote)
