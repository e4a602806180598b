"""Citations that authors write into their own text or notes, and how they fit into the sentence."""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern
from archcite.integrations.common.citation_syntax import BEFORE_NOTE
from archcite.integrations.common.rendered_project import RenderedCitation
from archcite.integrations.common.rich_links import strip_full_stop
from archcite.richtext import marks as rt
from archcite.richtext.tree import Span, build_tree

# The end of a sentence; and a word alone, or one with points in it (“e.g.”), which is an abbreviation.
_SENTENCE_END = pattern(r"[.!?…][\"'”’»)\]]*\Z")
# A comma outside parentheses in the last part of a citation.
_LAST_COMMA = pattern(r",[^()]*\Z")
_ABBREVIATION = pattern(r"(?:\A|[.!?…,;:][\"'”’»)\]]*\s)\w+\.\Z|\w\.\s?\w+\.\Z")


def fit_into_note(written: RenderedCitation, follows: str, *, in_text: bool) -> str:
    """Return the rich text of a citation in a note of the author's own.

    With ``in_text``, the sentence names the author. A style for notes does that itself; in others, the names go before
    the rest of the citation. The full stop of a citation goes where the sentence goes on. ``follows`` is the text after
    the citation.

    >>> fit_into_note(RenderedCitation("Jane Roe, Beta, 3.", "", ()), " shows it.", in_text=True)
    'Jane Roe, Beta, 3,'
    >>> fit_into_note(RenderedCitation("Jane Roe, Beta (2002) 3", "", ()), " shows it.", in_text=True)
    'Jane Roe, Beta (2002) 3'
    >>> fit_into_note(RenderedCitation("(1993)", "Roe", ()), "", in_text=True)
    'Roe (1993)'
    """
    rich = written.rich
    # “ibid.” keeps its full stop, but for one that follows.
    if continues_sentence(follows) and (not written.ends_abbreviated or follows.lstrip().startswith(".")):
        rich = strip_full_stop(rich)
    if not in_text:
        return rich
    # “As Jane Roe, *Beta*, 3, shows”: the comma before the last part has one after it.
    if not written.lead and _LAST_COMMA.search(rt.to_plain(rich)) and follows.lstrip()[:1].islower():
        return f"{rich},"
    return " ".join(filter(None, (written.lead, rich)))


def continues_sentence(follows: str) -> bool:
    """Return whether a sentence goes on after a citation, or has a full stop of its own.

    >>> continues_sentence(" shows"), continues_sentence("."), continues_sentence(" But"), continues_sentence(" (ours)")
    (True, True, False, True)
    """
    text = follows.lstrip()
    return bool(BEFORE_NOTE.match(text)) or text.removeprefix("(")[:1].islower() or text[:1] in (")", "]")


def is_mid_sentence(before: str) -> bool:
    """Return whether a citation continues a sentence of a note, given the text before it in its paragraph.

    >>> is_mid_sentence("As we know, see "), is_mid_sentence("So it is. "), is_mid_sentence("So it is. Cf. ")
    (True, False, True)
    """
    text = before.rstrip()
    return bool(text) and not (_SENTENCE_END.search(text) and not _ABBREVIATION.search(text))


def is_superscript(rich: str) -> bool:
    """Return whether a citation is raised figures, which go after punctuation, as note signs do.

    >>> from archcite.richtext import marks as rt
    >>> is_superscript(rt.wrap(rt.SUPERSCRIPT, "1")), is_superscript("[1]")
    (True, False)
    """
    spans = [one for one in build_tree(rich) if one]
    while len(spans) == 1 and isinstance(spans[0], Span) and spans[0].kind == "link":
        spans = list(spans[0].children)
    return bool(spans) and all(isinstance(one, Span) and one.kind == "superscript" for one in spans)
