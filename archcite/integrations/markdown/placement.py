"""The last step: what was formatted takes the places of the marks in the HTML of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from attrs import frozen

from archcite._foundation.lazy_regex import pattern
from archcite.integrations.common.own_notes import fit_into_note, is_superscript
from archcite.integrations.common.punctuation import absorb_sign
from archcite.integrations.common.rendered_project import (
    Place,
    RenderedBibliography,
    RenderedCitation,
    RenderedEntry,
    RenderedPage,
    list_backlinks,
)
from archcite.integrations.common.rich_links import ENTRY, build_linked_tree
from archcite.integrations.markdown.conversion import Mark
from archcite.integrations.markdown.html import to_html
from archcite.richtext.tree import Span

_MARKS = pattern(
    r'<archcite-(cite|lead|here|list) n="([\w-]+)"></archcite-\1>(?=(?:</\w+>)*([.,;:!?)\]]|\s+\(?\w)?)'
    r'|<archcite-note n="([\w-]+)">(.*?)</archcite-note>',
    re.DOTALL,
)
# A quotation that ends before the punctuation of a note, as Markdown and its extension smarty write it.
_QUOTED = pattern(r"([^.,;:…\s])([”’\"]+|(?:&rdquo;|&rsquo;|&quot;)+)([.,])(?=<archcite-(?:note|raised)[ >])")
# A citation in the text, with the white space before it and the punctuation that follows.
_CITED = pattern(
    r'\s*(<archcite-cite n="([\w-]+)"></archcite-cite>)([.,;:!?…]+(?:[”’»"\')]|&(?:rdquo|rsquo|raquo|quot);)*)?'
)
# Stands before raised figures until quotations are closed.
_RAISED = "<archcite-raised>"
_HEADING = pattern(r"<h([1-6])[\s>]")


@frozen
class Placing:
    """What a document needs of the others: ``url`` gives the address of one, from here; empty for itself."""

    name: str
    marks: dict[str, Mark]
    url: Callable[[str], str]
    cards: bool = False
    punctuation_in_quote: bool = False
    records: Mapping[str, str] = {}  # the names of the pages of records, by their keys


def place(html: str, page: RenderedPage, placing: Placing) -> str:
    """Return a document with its citations, notes and bibliographies; foreign marks stay."""
    end = 0

    def absorb(rich: str, match: re.Match[str]) -> str:
        """Return rich text with the punctuation after its mark that goes into its quotation; skip that."""
        nonlocal end
        if placing.punctuation_in_quote:
            rich, length = absorb_sign(rich, html[match.end() : match.end() + 2])
            end += length
        return rich

    def replaced(match: re.Match[str]) -> str:
        key = match[2] or match[4]
        if match[1] == "list" and key in page.bibliographies:
            depths = _HEADING.findall(html, 0, match.start())
            return render_bibliography(page.bibliographies[key], placing, int(depths[-1]) if depths else 1)
        if key not in page.citations:
            return match[0]
        written = page.citations[key]
        if match[4]:
            return _render_reference(match[5], written, f"{placing.marks[key].anchor}-card", placing)
        if match[1] == "cite":
            rich = _choose_text(placing.marks[key], written, match[3] or "")
            return _render_citation(placing.marks[key], absorb(rich, match), written.keys, page, placing)
        return to_html(absorb(written.lead, match)) if match[1] == "lead" else ""

    def raised(match: re.Match[str]) -> str:
        """Put raised figures behind the punctuation that follows, as note signs are."""
        mark, key, follows = match.groups()
        if key not in page.citations or not is_superscript(page.citations[key].rich):
            return match[0]
        return f"{follows or ''}{_RAISED}{mark}"

    html = _CITED.sub(raised, html)
    if placing.punctuation_in_quote:
        html = _QUOTED.sub(_put_into_quotation, html)
    html = html.replace(_RAISED, "")
    parts: list[str] = []
    for match in _MARKS.finditer(html):
        parts.append(html[end : match.start()])
        end = match.end()
        parts.append(replaced(match))
    return "".join((*parts, html[end:]))


def _put_into_quotation(match: re.Match[str]) -> str:
    """Put a full stop or a comma into a quotation, where a question mark makes a full stop needless."""
    last, quotes, sign = match.groups()
    if last in "!?":
        return match[0] if sign == "," else last + quotes
    return f"{last}{sign}{quotes}"


def _render_reference(reference: str, written: RenderedCitation, card: str, placing: Placing) -> str:
    """Render the reference to a note, with the text of the note as its card."""
    if not placing.cards:
        return reference
    described = reference.replace("<a ", f'<a aria-describedby="{card}" ', 1)
    return _wrap_with_card(described, to_html(written.rich), card)


def _choose_text(mark: Mark, written: RenderedCitation, follows: str) -> str:
    """Return the rich text of a citation as its sentence needs it."""
    in_text = bool(mark.note and mark.cites[0].in_text)
    return written.rich if mark.is_note else fit_into_note(written, follows, in_text=in_text)


def _render_citation(mark: Mark, rich: str, keys: Sequence[str], page: RenderedPage, placing: Placing) -> str:
    """Render a citation in a note, or in the running text with its anchor and its card."""
    linked = (
        span.address.removeprefix(ENTRY)
        for span in _find_links(build_linked_tree(rich))
        if span.address.startswith(ENTRY)
    )
    card = f"{mark.anchor}-card"
    shown = [key for key in dict.fromkeys((*linked, *keys)) if key in page.cards] if placing.cards else []

    def entry(key: str) -> str:
        if key not in page.entries:
            return ""
        described = (
            f'aria-describedby="{card}-{shown.index(key) + 1}" ' if key in shown and not mark.is_note else ""
        )
        docname, anchor = page.entries[key]
        return f'{described}href="{escape(_build_address(docname, anchor, placing))}"'

    text = to_html(rich, entry)
    if mark.is_note:
        return text
    if not shown:
        return f'<span id="{mark.anchor}">{text}</span>'
    parts = "".join(
        f'<span class="archcite-card-entry" id="{card}-{number}">{to_html(page.cards[key])}</span>'
        for number, key in enumerate(shown, 1)
    )
    focus = "" if "aria-describedby" in text else f' tabindex="0" aria-describedby="{card}"'
    return _wrap_with_card(text, parts, card, f' id="{mark.anchor}"{focus}')


def _wrap_with_card(cited: str, content: str, card: str, attributes: str = "") -> str:
    """Wrap a citation together with its card, which a site's search should not find."""
    return (
        f'<span class="archcite-cited"{attributes}>{cited}'
        f'<span class="archcite-card" id="{card}" role="tooltip" data-search-exclude>{content}</span></span>'
    )


def _find_links(spans: Sequence[Span | str]) -> list[Span]:
    found = []
    for span in spans:
        if isinstance(span, Span):
            found += [span] if span.kind == "link" else _find_links(span.children)
    return found


def _build_address(docname: str, anchor: str, placing: Placing) -> str:
    return f"{'' if docname == placing.name else placing.url(docname)}#{anchor}"


# -- bibliographies --------------------------------------------------------------------------------------


def render_bibliography(bibliography: RenderedBibliography, placing: Placing, depth: int) -> str:
    """Render entries under headings; ``depth`` is the level of the heading before them."""
    lines = []
    for below, section in bibliography.walk():
        if section.title:
            level = min(depth + below, 6)
            attributes = f'class="archcite-section" id="{section.anchor}"'
            lines.append(f"<h{level} {attributes}>{escape(section.title)}</h{level}>")
        if section.entries:
            entries = (
                _render_entry(entry, placing, bibliography.hanging_indent) for entry in section.entries
            )
            lines += ['<div role="list">', *entries, "</div>"]
    body = "\n".join(lines)
    if not lines:
        return ""
    return f'<div class="archcite-bibliography" role="doc-bibliography">\n{body}\n</div>\n'


def _render_entry(entry: RenderedEntry, placing: Placing, hanging: bool) -> str:
    classes = f"archcite-entry{' archcite-hanging' if hanging else ''}"
    back = (
        f' <span class="archcite-back" data-search-exclude>{_render_backlinks(entry.places, placing)}</span>'
    )
    # The anchor is an element of its own, so that a style sheet can find the entry that a link has led to.
    return (
        f'<p class="{classes}" role="listitem"><span id="{entry.anchor}"></span>'
        f"{to_html(entry.rich)}{_render_record_link(entry, placing)}{back if entry.places else ''}</p>"
    )


def _render_record_link(entry: RenderedEntry, placing: Placing) -> str:
    """Render a link to the page of a record, on other pages, if there are such pages."""
    name = placing.records.get(entry.keys[0], "") if len(entry.keys) == 1 else ""
    if not name or name == placing.name:
        return ""
    address = escape(placing.url(name))
    return f' <a class="archcite-record" href="{address}" title="{escape(entry.keys[0])}" data-search-exclude>#</a>'


def _render_backlinks(places: Sequence[Place], placing: Placing) -> str:
    """Render links to where an entry is cited: by number on this page, by title and number on others."""
    out = []
    for before, one in list_backlinks(places, placing.name):
        title = f' title="{escape(f"{one.title}, {one.label}")}"' if one.title else ""
        address = escape(_build_address(one.docname, one.anchor, placing))
        out.append(f'{escape(before)}<a href="{address}" role="doc-backlink"{title}>{one.label}</a>')
    return "".join(out)
