"""The texts of citations between formatting and placing: finished rich text, with links to entries by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats import Format
from archcite.output.formats.base import LIVE
from archcite.richtext.tree import Span, build_tree

# A link that archcite makes itself, to an entry, has this scheme and the key of the entry in its address.
ENTRY = "archcite-entry:"

# The spans that are on separate lines, or in columns, in formats that have these.
BLOCKS = frozenset(("block", "indent", "left-margin", "right-inline"))

_LIVE = pattern(LIVE, re.IGNORECASE)

# The last full stop of a citation, before closing quotation marks and the ends of spans.
_STOP = pattern(r"\.([^\w\s.]*)\Z")


class RichFormat(Format):
    """The output of a processor before it becomes markup: finished rich text."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("rich", {}, str, frame=lambda entries, _layout: "\n".join(entries))

    def write(self, rich: str) -> str:
        """Return the rich text unchanged."""
        return rich


def strip_full_stop(rich: str) -> str:
    """Return a citation without its final full stop, for a sentence with punctuation of its own.

    >>> strip_full_stop("Signs, 12."), strip_full_stop("Signs, 12")
    ('Signs, 12', 'Signs, 12')
    """
    return _STOP.sub(r"\1", rich)


def build_linked_tree(rich: str) -> tuple[Span | str, ...]:
    """Build a tree from finished rich text, with only links to entries and to safe addresses in it.

    Links are not nested. What an address leads to is not in the link to an entry that surrounds it, which is
    cut in two there.

    >>> from archcite.richtext import marks as rt
    >>> build_linked_tree(rt.link(ENTRY + "creel", "Letter, " + rt.link("https://example.org", "online")))
    (Span(kind='link', children=('Letter',), address='archcite-entry:creel'),
     ', ',
     Span(kind='link', children=('online',), address='https://example.org'))
    """
    return tuple(_resolve_links(build_tree(rich), False))


def separate_blocks(spans: Iterable[Span | str]) -> Iterator[Span | str]:
    """Yield spans for a format without blocks, with a space before each block.

    >>> list(separate_blocks([Span("left-margin", ("[1]",)), Span("right-inline", ("Signs",))]))[1]
    ' '
    """
    before: Span | str = " "
    for span in spans:
        if isinstance(span, Span) and span.kind in BLOCKS and not _has_trailing_space(before):
            yield " "
        yield span
        before = span


def split_margin(
    spans: Sequence[Span | str],
) -> tuple[tuple[Span | str, ...], tuple[Span | str, ...]] | None:
    """Split an entry into the number in its margin and its text; None for an entry without such a number.

    >>> split_margin([Span("left-margin", ("[1]",)), Span("right-inline", ("Signs",))])
    (('[1]',), ('Signs',))
    """
    if not spans or not isinstance(spans[0], Span) or spans[0].kind != "left-margin":
        return None
    rest = (
        span.children if isinstance(span, Span) and span.kind == "right-inline" else (span,)
        for span in spans[1:]
    )
    return spans[0].children, tuple(chain.from_iterable(rest))


def _has_trailing_space(span: Span | str) -> bool:
    if isinstance(span, str):
        return span.endswith(" ")
    return bool(span.children) and _has_trailing_space(span.children[-1])


def _resolve_links(spans: Iterable[Span | str], within: bool) -> Iterator[Span | str]:
    """Yield spans without dead links, and without any link if they are ``within`` one."""
    for span in spans:
        if isinstance(span, str):
            yield span
        elif span.kind != "link":
            yield span._replace(children=tuple(_resolve_links(span.children, within)))
        elif within or not span.children:
            yield from _resolve_links(span.children, within)
        elif span.address.startswith(ENTRY):
            yield from _link_around(span.children, span.address)
        elif _LIVE.match(span.address.strip()):
            yield Span("link", tuple(_resolve_links(span.children, True)), span.address.strip())
        else:
            yield from _resolve_links(span.children, False)


def _link_around(spans: Iterable[Span | str], address: str) -> Iterator[Span | str]:
    """Link everything to an address except the links that are already in the text."""
    run: list[Span | str] = []
    for span in spans:
        if isinstance(span, Span) and _has_link(span):
            yield from _wrap_in_link(run, address)
            run.clear()
            yield from _resolve_links([span], False)
        else:
            run.append(span)
    yield from _wrap_in_link(run, address)


def _wrap_in_link(run: list[Span | str], address: str) -> Iterator[Span | str]:
    if any(isinstance(span, Span) or any(map(str.isalnum, span)) for span in run):
        last = run[-1]
        bare = last.rstrip(" ,;") if isinstance(last, str) else last
        yield Span("link", tuple(_resolve_links([*run[:-1], bare] if bare else run[:-1], True)), address)
        if isinstance(last, str) and bare != last:
            yield last[len(bare) :]
    else:
        yield from run


def _has_link(span: Span) -> bool:
    return span.kind == "link" or any(isinstance(one, Span) and _has_link(one) for one in span.children)
