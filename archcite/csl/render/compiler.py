"""From style to functions: the style's tree, pruned to the shape of a cite, as nested closures.

Everything that the shape decides is decided here, once: conditions are gone, absent variables are gone, terms
and punctuation are constant strings.  What is left of an entry is a handful of closures that look up values
and join them.  Each closure takes a :class:`Context` and returns rich text, empty where it prints nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from archcite._foundation.immutable import replace
from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.item_shape import Shape
from archcite.csl.data.markup import to_rich
from archcite.csl.render import numbers, text_case
from archcite.csl.render.citation_label import citation_label
from archcite.csl.render.context import Context
from archcite.csl.render.dates import DateFormatter
from archcite.csl.render.fragments import (
    EMPTY,
    NOTHING,
    SILENT,
    Piece,
    Run,
    affixes,
    as_names,
    as_variable,
    cased,
    cased_run,
    combine,
    count_run,
    enclose,
    entry_run,
    names_run,
)
from archcite.csl.render.names import NamesRenderer
from archcite.csl.style.conditions import CONDITION
from archcite.csl.style.locale import Locale
from archcite.csl.style.model import (
    INHERITED_NAME_OPTIONS,
    Area,
    Branch,
    Choose,
    Date,
    Group,
    Label,
    Names,
    Node,
    Number,
    Style,
    Text,
    read_nodes,
)
from archcite.csl.variables import DATES, NAMES, NUMBERS, SHORT_FORMS
from archcite.richtext.marks import CLOSE, LEFT_MARGIN, RIGHT_INLINE, link

_NO_OPTIONS: Mapping[str, str] = {}  # of a sort key


class Compiler:
    """A style in a locale, ready to be pruned: what does not depend on the shape is worked out here."""

    def __init__(self, style: Style, locale: Locale, *, links: bool = False) -> None:
        self.style = style
        self.locale = locale
        self.links = links
        self.scan = style.scan
        self.used = self.scan.values("variable")
        self.numeric, self.uncertain = self.scan.values("is-numeric"), self.scan.values("is-uncertain-date")
        self.made: dict[tuple[object, ...], dict[int, dict[_Answers, _Made]]] = {}
        self.affixes: dict[tuple[Node, bool], tuple[str, str]] = {}
        self._dates: dict[Date, DateFormatter] = {}
        self._renderers: dict[tuple[object, ...], NamesRenderer] = {}

    def program(self, area: str, shape: Shape) -> Run:
        """A function that renders a cite (``area`` citation) or an entry (bibliography) of that shape."""
        return _Specialiser(self, area, shape).made("").as_run()

    def running_names(self, shape: Shape) -> Run:
        """A function that renders whose work an item of that shape is, as running text has it."""
        return combine(_Specialiser(self, "citation", shape).nodes(_running_names())).as_run()

    def sort_program(self, area: str, index: int, shape: Shape) -> Run:
        """A function that renders the sort key number ``index`` of an area, where that is a macro."""
        key = self.area(area).sort[index]
        return _Specialiser(self, area, shape, sorting=True, options=key.options).made(key.macro).as_run()

    def area(self, name: str) -> Area:
        """``cs:citation`` or ``cs:bibliography``; citation stands in for a bibliography that is missing."""
        if name == "bibliography" and self.style.bibliography is not None:
            return self.style.bibliography
        return self.style.citation

    def date(self, node: Date) -> DateFormatter:
        """The formatter of one ``cs:date``."""
        found = self._dates.get(node)
        if found is None:
            found = self._dates[node] = DateFormatter(node, self.locale)
        return found

    def renderer(
        self, node: Names, area: str, subsequent: bool, sorting: bool, options: Mapping[str, str]
    ) -> NamesRenderer:
        """The renderer of one ``cs:names`` in one area, for first or for subsequent cites."""
        parts = (node.name, node.et_al, node.label, node.label_first, node.delimiter)
        key = (*parts, area, subsequent, tuple(options.items()) if sorting else None)
        found = self._renderers.get(key)
        if found is None:
            inherited = {
                name: given[name]
                for given in (self.style.options, self.area(area).options)
                for name in INHERITED_NAME_OPTIONS
                if name in given
            }
            if node.name is not None:
                inherited.update(node.name.options)
            inherited.update(options)
            found = NamesRenderer(
                node, inherited, self.locale, self.style.options, subsequent=subsequent, sorting=sorting
            )
            self._renderers[key] = found
        return found


# Answers to some questions: what the shape says, which variables are used up, and the conditions met before.
_Answers: TypeAlias = tuple[int, int, tuple[int, int] | None]


class _Made(NamedTuple):
    """A macro, or a layout, as it was built: its piece, and how what comes after it is to go on."""

    piece: Piece
    called: tuple[str, ...]
    done: int
    printed: bool
    year_suffix_due: bool
    conditions: int


class _Specialiser:
    """One pass over the tree for one shape, in rendering order."""

    def __init__(
        self,
        compiler: Compiler,
        area: str,
        shape: Shape,
        *,
        sorting: bool = False,
        options: Mapping[str, str] = _NO_OPTIONS,
    ) -> None:
        self.compiler = compiler
        self.locale = compiler.locale
        self.area = area
        self.shape = shape
        self.sorting = sorting
        self.options = options
        # What macros cannot see in the answers of the shape, and may yet depend on.
        self.place = (area, sorting and id(options), shape.locator, shape.starts, shape.language)
        self.answers = compiler.scan.answers(shape)
        self.asked = 0  # the questions that have been asked so far
        self.done = 0  # the variables that a substitution has used up, as the bits that ask for them
        self.called: list[str] = []
        self.substituted: Names | None = None  # the cs:names whose substitute is being built
        self.depth = 0  # how many macros and groups are open
        self.conditions = 0  # `disambiguate` conditions met so far
        self.printed = False  # whether something stands before what is being built
        self.year_suffix_due = "year-suffix" in shape.present and "year-suffix" not in compiler.used

    def made(self, name: str) -> Piece:
        """A macro, or the layout (which has no name), built once for all cites that answer alike what it asks."""
        place = (name, self.place, self.substituted, self.printed, self.year_suffix_due)
        known = self.compiler.made.setdefault(place, {})
        answers, asked, done, conditions = self.answers, self.asked, self.done, self.conditions
        before = (conditions, self.shape.disambiguate)
        for questions, answered in known.items():
            said = (answers & questions, done & questions, before if questions & CONDITION else None)
            made = answered.get(said)
            if made is not None:
                self.asked = asked | questions
                self.called += made.called
                self.done |= made.done
                self.printed, self.year_suffix_due = made.printed, made.year_suffix_due
                self.conditions += made.conditions
                return made.piece
        self.asked, called = 0, len(self.called)
        piece = self._macro(name) if name else self._layout()
        questions = self.asked
        said = (answers & questions, done & questions, before if questions & CONDITION else None)
        known.setdefault(questions, {})[said] = _Made(
            piece,
            tuple(self.called[called:]),
            self.done & ~done,
            self.printed,
            self.year_suffix_due,
            self.conditions - conditions,
        )
        self.asked |= asked
        return piece

    def _layout(self) -> Piece:
        area = self.compiler.area(self.area)
        layout = area.layout
        align = self.area == "bibliography" and "second-field-align" in area.options
        pieces = self._aligned(layout.children) if align else self.nodes(layout.children)
        piece = combine(pieces)
        if self.area == "bibliography" and piece:
            piece = Piece(run=entry_run(piece.as_run(), *affixes(layout)), calls=True)
        return piece

    def _macro(self, name: str) -> Piece:
        return as_variable(combine(self.inner(self.compiler.style.macros[name]), guard=True))

    def nodes(self, nodes: Iterable[Node]) -> list[Piece]:
        pieces: list[Piece] = []
        for node in nodes:
            if isinstance(node, Choose):
                for branch in node.branches:
                    if self._holds(branch):
                        pieces.extend(self.nodes(branch.children))
                        break
            else:
                pieces.append(_BUILDERS[type(node)](self, node))
        return pieces

    def inner(self, nodes: Iterable[Node]) -> list[Piece]:
        """The pieces of nodes that stand inside a macro or a group."""
        self.depth += 1
        pieces = self.nodes(nodes)
        self.depth -= 1
        return pieces

    def _aligned(self, nodes: Sequence[Node]) -> list[Piece]:
        """The first field that prints something goes into the margin, all others beside it."""
        pieces: list[Piece] = []
        for index, node in enumerate(nodes):
            found = [piece for piece in self.inner((node,)) if piece]
            if found:
                first = enclose(combine(found), LEFT_MARGIN, CLOSE)
                rest = enclose(combine(self.inner(nodes[index + 1 :])), RIGHT_INLINE, CLOSE)
                pieces.extend((first, rest))
                break
        return pieces

    def _holds(self, branch: Branch) -> bool:
        masks = self.compiler.scan.get_masks(branch)
        if len(masks) == 1 and branch.match != "none":  # as nearly always
            return self._meets(masks[0])
        met: Iterable[bool] = map(self._meets, masks)
        if CONDITION in masks:  # each of which counts
            met = list(met)
        if branch.match == "any" and masks:
            return any(met)
        if branch.match == "none":
            return not any(met)
        return all(met)

    def _meets(self, mask: int) -> bool:
        self.asked |= mask
        if mask != CONDITION:
            return bool(self.answers & mask)
        # The style's `disambiguate` conditions come true one after the other, as far as it takes.
        self.conditions += 1
        return self.conditions <= self.shape.disambiguate

    def group(self, node: Group) -> Piece:
        return as_variable(
            self._wrapped(node, combine(self.inner(node.children), node.delimiter, guard=True))
        )

    def text(self, node: Text) -> Piece:
        if node.kind == "macro":
            return self._styled(node, self.made(node.name))
        if node.kind == "value":
            return self._styled(node, Piece(to_rich(node.name)))
        if node.kind == "term":
            text = to_rich(self.locale.term(node.name, node.form, node.plural))
            if text and self.shape.starts and not self.printed and not self.sorting:
                text = text_case.apply(text, "capitalize-first")
            return self._styled(node, Piece(text))
        if self.compiler.links and node.name in _ADDRESSES and self._available(node.name):
            return self._linked(node)
        return self._styled(node, self._variable(node.name, node.form))

    def _linked(self, node: Text) -> Piece:
        """An address, or an identifier with the address that the style puts before it, as a link."""
        base, name = _ADDRESSES[node.name], node.name
        stem = match[0] if (match := _STEM.search(node.prefix)) else ""
        node = replace(node, prefix=node.prefix.removesuffix(stem))
        inner = self._variable(name, node.form).as_run()

        def run(context: Context) -> str:
            value = context.item.raw[name]
            return link(value if _WHOLE.match(value) else base + value, stem + inner(context))

        return self._styled(node, Piece(run=run, calls=True))

    def _variable(self, name: str, form: str) -> Piece:
        if name == "year-suffix" and not self._meets(self.compiler.scan.get_bit("variable", name)):
            return SILENT  # so that “n.d.” may stand in a group with it, whether there is a suffix or not
        if form == "short" and not self._available(name):
            name = SHORT_FORMS.get(name, name + "-short")
        if name == "citation-label":
            return self._citation_label()
        if not self._available(name):
            return EMPTY
        self.called.append(name)
        if self.substituted is not None:
            self._use_up((name,))
        if name in _PLAIN_FROM_CONTEXT:
            return Piece(run=_FROM_CONTEXT[name], calls=True)
        if name in NUMBERS:
            return self._number(name, "numeric")
        if form == "short":
            return Piece(run=lambda context: context.item.short_text(name), calls=True)
        return Piece(run=_text_run(name), calls=True)

    def _citation_label(self) -> Piece:
        """A label, which takes the year suffix where the style has no place of its own for it."""
        if self.year_suffix_due:
            self.year_suffix_due = False
            return Piece(run=lambda context: citation_label(context.item) + context.year_suffix, calls=True)
        return Piece(run=lambda context: citation_label(context.item), calls=True)

    def number(self, node: Number) -> Piece:
        if not self._available(node.variable):
            return EMPTY
        self.called.append(node.variable)
        return self._styled(node, self._number(node.variable, node.form))

    def _number(self, name: str, form: str) -> Piece:
        """A number, page or locator, in the form that ``cs:number`` asks for or ``cs:text`` implies."""
        locale = self.locale
        label = self.shape.locator if name == "locator" else ""
        gender = locale.gender(label or name)
        page_range = self.compiler.style.options.get("page-range-format")
        value = _value(name)

        def run(context: Context) -> str:
            return numbers.format_number(
                value(context), form, locale, gender, variable=name, label=label, page_range_format=page_range
            )

        return Piece(run=run, calls=True)

    def label(self, node: Label) -> Piece:
        name = node.variable
        if not self._available(name):
            return EMPTY
        term = self.shape.locator if name == "locator" else name
        single = self._label_text(node, term, False)
        plural = self._label_text(node, term, True)
        if node.plural == "always" or (node.plural == "contextual" and single == plural):
            return Piece(plural)
        if node.plural == "never":
            return Piece(single)
        value = _value(name)
        locale, label = self.locale, self.shape.locator
        return Piece(
            run=lambda context: plural if numbers.is_plural(value(context), name, locale, label) else single
        )

    def _label_text(self, node: Label, term: str, plural: bool) -> str:
        return self._styled(node, Piece(self.locale.term(term, node.form, plural))).text

    def date(self, node: Date) -> Piece:
        name = node.variable
        if name not in DATES or not self._available(name):
            return EMPTY
        self.called.append(name)
        formatter = self.compiler.date(node)
        if self.sorting:
            return Piece(run=lambda context: formatter.sort_key(context.item.dates[name]), calls=True)
        if name == "issued" and self.year_suffix_due and formatter.has_year:
            self.year_suffix_due = False
            run: Run = lambda context: formatter(context.item.dates[name], context.year_suffix)  # noqa: E731
        else:
            run = lambda context: formatter(context.item.dates[name])  # noqa: E731
        return self._styled(node, Piece(run=run, calls=True))

    def names(self, node: Names) -> Piece:
        outer = self.substituted
        if outer is not None and node.name is None and node.label is None and node.et_al is None:
            # The short form inside cs:substitute: name, label and the rest are those of what it stands in for.
            delimiter = outer.delimiter if node.delimiter is None else node.delimiter
            node = replace(outer, variables=node.variables, substitute=node.substitute, delimiter=delimiter)
        present = [name for name in node.variables if name in NAMES and self._available(name)]
        if not present:
            return self._substitute(node)
        self.called.extend(present)
        leads, self.printed = not self.printed, True
        if outer is not None:
            self._use_up(present)
        scan = self.compiler.scan
        subsequent = scan.shortens and self.area == "citation" and self._meets(scan.later)
        renderer = self.compiler.renderer(node, self.area, subsequent, self.sorting, self.options)
        if renderer.options.form == "count":
            return self._wrapped(node, Piece(run=count_run(renderer, present), calls=True))
        common = self._common_term(node, present)
        pre, post = affixes(node, block=not self.depth)
        return Piece(run=names_run(renderer, present, common, pre, post, leads), calls=True)

    def _common_term(self, node: Names, present: Sequence[str]) -> str:
        """``editortranslator``: the one label for the same people in two roles."""
        if node.label is None or len(present) < 2:
            return ""
        term = "".join(sorted(present))
        return term if self.locale.term(term, node.label.form) else ""

    def _substitute(self, node: Names) -> Piece:
        outer, self.substituted = self.substituted, node
        piece = self._first_substitute(node)
        self.substituted = outer
        return piece

    def _first_substitute(self, node: Names) -> Piece:
        leads = not self.printed
        for child in node.substitute:
            before = len(self.called)
            piece = combine(self.nodes((child,)))
            if piece:
                self._use_up(self.called[before:])
                if len(self.called) == before:  # a term, such as “Anon.”, is nobody's name
                    return as_variable(piece)
                return Piece(run=as_names(piece.as_run(), leads), calls=True)
            del self.called[before:]
            if isinstance(child, Text) and child.kind == "term" and self.locale.find(child.name, child.form):
                return NOTHING  # a term that is empty on purpose
        return EMPTY

    def _available(self, name: str) -> bool:
        bit = self.compiler.scan.get_bit("variable", name)
        self.asked |= bit
        return name in self.shape.present and not self.done & bit

    def _use_up(self, names: Iterable[str]) -> None:
        for name in names:
            self.done |= self.compiler.scan.get_bit("variable", name)

    def _styled(self, node: Node, piece: Piece) -> Piece:
        """Text case and periods, then affixes and formatting."""
        if not piece:
            return piece
        if not (
            isinstance(node, Text) and node.name == "citation-number"
        ):  # an entry begins after its number
            self.printed = True
        if self.sorting:
            return piece
        # The texts of a macro have a case of their own.
        case = "" if isinstance(node, Text) and node.kind == "macro" else node.text_case
        language = self.shape.language
        if node.strip_periods or case:
            if piece.run is None:
                if case == "title":  # the style's own words, in a case of its choosing
                    language = "en"
                piece = piece.changed(cased(piece.text, node.strip_periods, case, language))
            else:
                piece = piece.changed(run=cased_run(piece.run, node.strip_periods, case, language))
        return self._wrapped(node, piece)

    def _wrapped(self, node: Node, piece: Piece) -> Piece:
        """Affixes and formatting; a block inside something else is none, and its text runs on."""
        key = (node, self.depth == 0)
        around = self.compiler.affixes.get(key)
        if around is None:
            around = self.compiler.affixes[key] = affixes(node, block=self.depth == 0)
        return enclose(piece, *around)


@functools.cache
def _running_names() -> tuple[Node, ...]:
    return read_nodes(
        """<citation><names variable="author"><name form="short" and="text"/><substitute>
        <names variable="editor"/><names variable="translator"/><text variable="title" form="short"/>
        </substitute></names></citation>"""
    )


_BUILDERS: Mapping[type, Callable[[_Specialiser, Any], Piece]] = {
    Text: _Specialiser.text,
    Number: _Specialiser.number,
    Label: _Specialiser.label,
    Date: _Specialiser.date,
    Names: _Specialiser.names,
    Group: _Specialiser.group,
}

_FROM_CONTEXT: Mapping[str, Run] = {
    "locator": lambda context: context.locator,
    "citation-number": lambda context: context.citation_number,
    "first-reference-note-number": lambda context: context.first_note,
    "year-suffix": lambda context: context.year_suffix,
}


def _value(name: str) -> Run:
    """A variable as it was given: of the cite, or of the item."""
    return _FROM_CONTEXT.get(name) or (lambda context: context.item.raw.get(name, ""))


def _text_run(name: str) -> Run:
    """A variable of the item as rich text, which most often has been asked for before."""

    def run(context: Context) -> str:
        item = context.item
        rich = item.rich.get(name)
        return item.text(name) if rich is None else rich

    return run


# Where identifiers lead; an address leads where it says.
_ADDRESSES: Mapping[str, str] = {
    "URL": "",
    "DOI": "https://doi.org/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/",
}
_STEM = pattern(r"https?://\S*\Z")
_WHOLE = pattern(r"https?://", re.IGNORECASE)

_PLAIN_FROM_CONTEXT = frozenset(("citation-number", "first-reference-note-number", "year-suffix"))
