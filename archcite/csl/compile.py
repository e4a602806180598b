"""From style to functions: the style's tree, pruned to the shape of a cite, as nested closures.

Everything that the shape decides is decided here, once: conditions are gone, absent variables are gone, terms
and punctuation are constant strings.  What is left of an entry is a handful of closures that look up values
and join them.  Each closure takes a :class:`Context` and returns rich text, empty where it prints nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from archcite.csl import numbers, textcase
from archcite.csl.citation_label import citation_label
from archcite.csl.dates import DateFormatter
from archcite.csl.item import Item
from archcite.csl.locale import Locale
from archcite.csl.markup import to_rich
from archcite.csl.names import NamesRenderer, Shown
from archcite.csl.shape import Shape
from archcite.csl.style import (
    INHERITED_NAME_OPTIONS,
    Area,
    Choose,
    Date,
    Group,
    Label,
    Names,
    Node,
    Number,
    Style,
    Text,
)
from archcite.csl.variables import NUMBERS, SHORT_FORMS
from archcite.output.richtext import BLOCK, CLOSE, INDENT, LEFT_MARGIN, OPENING, QUOTE, RIGHT_INLINE

_BLOCKS = frozenset((BLOCK, LEFT_MARGIN, RIGHT_INLINE, INDENT))
_MARK = re.compile(f"[{OPENING}{CLOSE}]")


class Context:
    """One cite or entry while it is rendered: the item, what the citation adds, and what came out.

    ``plan`` is what disambiguation asks of the lists of names, in the order in which they are rendered.
    ``trace``, where it is a list, collects the lists of names that were rendered.
    """

    __slots__ = (
        "author_only",
        "citation_number",
        "first_each",
        "first_names",
        "first_note",
        "item",
        "label",
        "locator",
        "nameset",
        "plan",
        "substitute",
        "suppress_author",
        "trace",
        "year_suffix",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self.locator = ""
        self.label = ""
        self.citation_number = ""
        self.first_note = ""
        self.year_suffix = ""
        self.plan: Mapping[int, Shown] | None = None
        self.trace: list[tuple[NamesRenderer, str, int]] | None = None
        self.suppress_author = False
        self.author_only = False
        self.substitute: tuple[str, int] | None = None
        self.first_names: str | None = None
        self.first_each: tuple[str, ...] = ()
        self.nameset = 0


Run = Callable[[Context], str]


class Piece:
    """What is left of a node for one shape: a constant, a function, or nothing.

    ``calls`` says that a variable is called in it, ``fills`` that what it prints comes from a variable: a group
    that calls variables is printed only if one of them fills it.
    """

    __slots__ = ("calls", "fills", "run", "text")

    def __init__(
        self, text: str = "", run: Run | None = None, calls: bool = False, fills: bool | None = None
    ) -> None:
        self.text = text
        self.run = run
        self.calls = calls
        self.fills = calls if fills is None else fills

    def __bool__(self) -> bool:
        return bool(self.text) or self.run is not None

    def as_run(self) -> Run:
        """The piece as a function, whatever it is."""
        text = self.text
        return self.run or (lambda _context: text)

    def changed(self, text: str = "", run: Run | None = None) -> Piece:
        """The same piece with another text or function."""
        return Piece(text, run, self.calls, self.fills)


NOTHING = Piece()
EMPTY = Piece(calls=True)  # a variable was called, and has no value


class Compiler:
    """A style in a locale, ready to be pruned: what does not depend on the shape is worked out here."""

    def __init__(self, style: Style, locale: Locale) -> None:
        self.style = style
        self.locale = locale
        self.own_year_suffix = _calls_year_suffix(style)
        self.tests = _tested_variables(style)
        self.conditions = _count_conditions(style)
        self.used = _used_variables(style)
        self._programs: dict[tuple[str, Shape], Run] = {}
        self._sort_programs: dict[tuple[str, int, Shape], Run] = {}
        self._dates: dict[int, DateFormatter] = {}
        self._renderers: dict[tuple[object, ...], NamesRenderer] = {}

    def program(self, area: str, shape: Shape) -> Run:
        """The function that renders a cite (``area`` citation) or an entry (bibliography) of that shape."""
        found = self._programs.get((area, shape))
        if found is None:
            found = self._programs[area, shape] = _Specialiser(self, area, shape).layout().as_run()
        return found

    def sort_program(self, area: str, index: int, shape: Shape) -> Run:
        """The function that renders the sort key number ``index`` of an area, where that is a macro."""
        key = (area, index, shape)
        found = self._sort_programs.get(key)
        if found is None:
            sort_key_node = self.area(area).sort[index]
            specialiser = _Specialiser(self, area, shape, sorting=True, options=sort_key_node.options)
            found = self._sort_programs[key] = specialiser.macro(sort_key_node.macro).as_run()
        return found

    def area(self, name: str) -> Area:
        """``cs:citation`` or ``cs:bibliography``; citation stands in for a bibliography that is missing."""
        if name == "bibliography" and self.style.bibliography is not None:
            return self.style.bibliography
        return self.style.citation

    def date(self, node: Date) -> DateFormatter:
        """The formatter of one ``cs:date``."""
        found = self._dates.get(id(node))
        if found is None:
            found = self._dates[id(node)] = DateFormatter(node, self.locale)
        return found

    def renderer(
        self, node: Names, area: str, subsequent: bool, sorting: bool, options: Mapping[str, str]
    ) -> NamesRenderer:
        """The renderer of one ``cs:names`` in one area, for first or for subsequent cites."""
        key = (node, id(node.name), area, subsequent, tuple(options.items()) if sorting else None)
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


class _Specialiser:
    """One pass over the tree for one shape, in rendering order."""

    def __init__(
        self,
        compiler: Compiler,
        area: str,
        shape: Shape,
        *,
        sorting: bool = False,
        options: Mapping[str, str] | None = None,
    ) -> None:
        self.compiler = compiler
        self.locale = compiler.locale
        self.area = area
        self.shape = shape
        self.sorting = sorting
        self.options = options or {}
        self.done: set[str] = set()  # variables that a substitution has used up
        self.called: list[str] = []
        self.substituted: Names | None = None  # the cs:names whose substitute is being built
        self.in_block = False
        self.conditions = 0  # `disambiguate` conditions met so far
        self.printed = False  # whether something stands before what is being built
        self.year_suffix_due = "year-suffix" in shape.present and not compiler.own_year_suffix

    def layout(self) -> Piece:
        area = self.compiler.area(self.area)
        layout = area.layout
        align = self.area == "bibliography" and "second-field-align" in area.options
        pieces = self._aligned(layout.children) if align else self.nodes(layout.children)
        piece = _combine(pieces)
        if self.area == "bibliography" and piece:
            piece = Piece(run=_entry(piece.as_run(), *_affixes(layout)), calls=True)
        return piece

    def macro(self, name: str) -> Piece:
        return _as_variable(_combine(self.nodes(self.compiler.style.macros[name]), guard=True))

    def nodes(self, nodes: Iterable[Node]) -> list[Piece]:
        pieces: list[Piece] = []
        for node in nodes:
            if isinstance(node, Choose):
                for branch in node.branches:
                    if self._holds(branch.tests, branch.match):
                        pieces.extend(self.nodes(branch.children))
                        break
            elif not node.display:
                pieces.append(_BUILDERS[type(node)](self, node))
            elif self.in_block:  # a block inside a block is none: its text runs on
                pieces.append(_BUILDERS[type(node)](self, attrs.evolve(node, display="")))
            else:
                self.in_block = True
                pieces.append(_BUILDERS[type(node)](self, node))
                self.in_block = False
        return pieces

    def _aligned(self, nodes: Sequence[Node]) -> list[Piece]:
        """The first field that prints something goes into the margin, all others beside it."""
        pieces: list[Piece] = []
        for index, node in enumerate(nodes):
            found = [piece for piece in self.nodes((node,)) if piece]
            if found:
                self.in_block = True
                first = _enclose(_combine(found), LEFT_MARGIN, CLOSE)
                rest = _enclose(_combine(self.nodes(nodes[index + 1 :])), RIGHT_INLINE, CLOSE)
                pieces.extend((first, rest))
                break
        return pieces

    def _holds(self, tests: Sequence[tuple[str, str]], match: str) -> bool:
        if not tests:
            return True
        results = [
            self._disambiguates() if test == "disambiguate" else self.shape.meets(test, value)
            for test, value in tests
        ]
        if match == "any":
            return any(results)
        if match == "none":
            return not any(results)
        return all(results)

    def _disambiguates(self) -> bool:
        """The style's ``disambiguate`` conditions come true one after the other, as far as it takes."""
        self.conditions += 1
        return self.conditions <= self.shape.disambiguate

    def group(self, node: Group) -> Piece:
        return _as_variable(_wrap(node, _combine(self.nodes(node.children), node.delimiter, guard=True)))

    def text(self, node: Text) -> Piece:
        if node.kind == "macro":
            return self._styled(node, self.macro(node.name))
        if node.kind == "value":
            return self._styled(node, Piece(to_rich(node.name)))
        if node.kind == "term":
            text = self.locale.term(node.name, node.form, node.plural)
            if text and self.shape.starts and not self.printed and not self.sorting:
                text = textcase.apply(text, "capitalize-first")
            return self._styled(node, Piece(text))
        return self._styled(node, self._variable(node.name, node.form))

    def _variable(self, name: str, form: str) -> Piece:
        if name == "year-suffix" and name not in self.shape.present:
            return NOTHING  # not a variable of the item: its absence says nothing about the group
        if form == "short" and not self._available(name):
            name = SHORT_FORMS.get(name, name + "-short")
        if name == "citation-label":
            return self._citation_label()
        if not self._available(name):
            return EMPTY
        self.called.append(name)
        if self.substituted is not None:
            self.done.add(name)
        if name in _PLAIN_FROM_CONTEXT:
            return Piece(run=_FROM_CONTEXT[name], calls=True)
        if name in NUMBERS:
            return self._number(name, "numeric")
        if form == "short":
            return Piece(run=lambda context: context.item.short_text(name), calls=True)
        return Piece(run=lambda context: context.item.text(name), calls=True)

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
        value = _FROM_CONTEXT.get(name) or (lambda context: context.item.raw.get(name, ""))

        def run(context: Context) -> str:
            return numbers.format_number(
                value(context), form, locale, gender, variable=name, label=label, page_range_format=page_range
            )

        return Piece(run=run, calls=True)

    def label(self, node: Label) -> Piece:
        name = node.variable
        if name not in self.shape.present or name in self.done:
            return EMPTY
        term = self.shape.locator if name == "locator" else name
        single = self._label_text(node, term, False)
        plural = self._label_text(node, term, True)
        if node.plural == "always" or (node.plural == "contextual" and single == plural):
            return Piece(plural)
        if node.plural == "never":
            return Piece(single)
        value = _FROM_CONTEXT.get(name) or (lambda context: context.item.raw.get(name, ""))
        locale, label = self.locale, self.shape.locator
        return Piece(
            run=lambda context: plural if numbers.is_plural(value(context), name, locale, label) else single
        )

    def _label_text(self, node: Label, term: str, plural: bool) -> str:
        return self._styled(node, Piece(self.locale.term(term, node.form, plural))).text

    def date(self, node: Date) -> Piece:
        name = node.variable
        if not self._available(name):
            return EMPTY
        self.called.append(name)
        formatter = self.compiler.date(node)
        if self.sorting:
            return Piece(run=lambda context: formatter.sort_key(context.item.dates[name]), calls=True)
        if name == "issued" and self.year_suffix_due:
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
            node = attrs.evolve(
                outer, variables=node.variables, substitute=node.substitute, delimiter=delimiter
            )
        present = [name for name in node.variables if self._available(name)]
        if not present:
            return self._substitute(node)
        self.called.extend(present)
        self.printed = True
        if outer is not None:
            self.done.update(present)
        subsequent = self.area == "citation" and "subsequent" in self.shape.position
        renderer = self.compiler.renderer(node, self.area, subsequent, self.sorting, self.options)
        if renderer.options.form == "count":
            return _wrap(node, Piece(run=_count(renderer, present), calls=True))
        common = self._common_term(node, present)
        pre, post = _affixes(node)
        return Piece(run=_names(renderer, present, common, pre, post), calls=True)

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
        for child in node.substitute:
            before = len(self.called)
            piece = _combine(self.nodes((child,)))
            if piece:
                self.done.update(self.called[before:])
                if len(self.called) == before:  # a term, such as “Anon.”, is nobody's name
                    return _as_variable(piece)
                return Piece(run=_as_names(piece.as_run()), calls=True)
            del self.called[before:]
            if isinstance(child, Text) and child.kind == "term" and self.locale.find(child.name, child.form):
                return NOTHING  # a term that is empty on purpose
        return EMPTY

    def _available(self, name: str) -> bool:
        return name in self.shape.present and name not in self.done

    def _styled(self, node: Node, piece: Piece) -> Piece:
        """Text case and periods, then affixes and formatting."""
        if not piece:
            return piece
        self.printed = True
        if self.sorting:
            return piece
        case, language = node.text_case, self.shape.language
        if node.strip_periods or case:
            if piece.run is None:
                piece = piece.changed(_cased(piece.text, node.strip_periods, case, language))
            else:
                piece = piece.changed(run=_case_run(piece.run, node.strip_periods, case, language))
        return _wrap(node, piece)


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
_PLAIN_FROM_CONTEXT = frozenset(("citation-number", "first-reference-note-number", "year-suffix"))


def _combine(pieces: Iterable[Piece], delimiter: str = "", *, guard: bool = False) -> Piece:
    """Several pieces in a row, as one.

    With ``guard``, they are a group (CSL 1.0.2, "Group"): where all its variables are empty, it is gone.
    """
    pieces = list(pieces)
    calls = any(piece.calls for piece in pieces)
    live = [piece for piece in pieces if piece]
    fills = any(piece.fills for piece in live)
    guard = guard and calls
    if not live or (guard and not fills):
        return Piece(calls=calls)
    if len(live) == 1:
        only = live[0]
        return Piece(only.text, only.run, calls, fills)
    if all(piece.run is None for piece in live):
        return Piece(delimiter.join(piece.text for piece in live), None, calls, fills)
    if guard and not all(piece.fills for piece in live):
        return Piece(run=_guarded(live, delimiter), calls=calls, fills=fills)
    runs = tuple(piece.as_run() for piece in live)
    if len(runs) == 2:
        first, second = runs

        def run_two(context: Context) -> str:
            one, two = first(context), second(context)
            return one + delimiter + two if one and two else one or two

        return Piece(run=run_two, calls=calls, fills=fills)

    def run_all(context: Context) -> str:
        return delimiter.join([text for run in runs if (text := run(context))])

    return Piece(run=run_all, calls=calls, fills=fills)


def _as_variable(piece: Piece) -> Piece:
    """A non-empty nested group (or macro) is treated as a non-empty variable."""
    return Piece(piece.text, piece.run, calls=True) if piece else piece


def _guarded(live: Sequence[Piece], delimiter: str) -> Run:
    """A group of constants and variables, which prints nothing where the variables print nothing."""
    parts = tuple((piece.text, piece.run, piece.fills) for piece in live)

    def run(context: Context) -> str:
        texts = []
        filled = False
        for text, function, fills in parts:
            if function is not None:
                text = function(context)
            if text:
                texts.append(text)
                filled = filled or fills
        return delimiter.join(texts) if filled else ""

    return run


def _affixes(node: Node) -> tuple[str, str]:
    """What stands before and after the text of a node: display, prefix, formatting, quotes; and back."""
    pre = node.display + node.prefix + "".join(node.format) + (QUOTE if node.quotes else "")
    post = (
        (CLOSE if node.quotes else "")
        + CLOSE * len(node.format)
        + node.suffix
        + (CLOSE if node.display else "")
    )
    return pre, post


def _entry(inner: Run, pre: str, post: str) -> Run:
    """A bibliography entry: what follows the last field stands inside its block, where it has one."""

    def run(context: Context) -> str:
        text = inner(context)
        if not text:
            return text
        if text[-1] == CLOSE and _last_block(text):
            inside = text[:-1] + post
            bare = inside.rstrip(" ")
            return pre + bare + CLOSE + inside[len(bare) :]
        return pre + text + post

    return run


def _last_block(text: str) -> bool:
    """Whether rich text ends with a block of its own (``display``)."""
    depth = 0
    for sign in reversed(_MARK.findall(text)):
        depth += 1 if sign == CLOSE else -1
        if depth == 0:
            return sign in _BLOCKS
    return False


def _wrap(node: Node, piece: Piece) -> Piece:
    return _enclose(piece, *_affixes(node))


def _enclose(piece: Piece, pre: str, post: str) -> Piece:
    if not piece or not (pre or post):
        return piece
    inner = piece.run
    if inner is None:
        return piece.changed(pre + piece.text + post)

    def run(context: Context) -> str:
        text = inner(context)
        return pre + text + post if text else ""

    return piece.changed(run=run)


def _cased(text: str, strip_periods: bool, case: str, language: str) -> str:
    if strip_periods:
        text = text.replace(".", "")
    return textcase.apply(text, case, language == "en", language) if case else text


def _case_run(inner: Run, strip_periods: bool, case: str, language: str) -> Run:
    def run(context: Context) -> str:
        text = inner(context)
        return _cased(text, strip_periods, case, language) if text else text

    return run


def _names(renderer: NamesRenderer, variables: Sequence[str], common: str, pre: str, post: str) -> Run:
    """The names of one or several variables, with what the citation around them asks."""
    delimiter = renderer.options.names_delimiter

    def run(context: Context) -> str:
        item_names = context.item.names
        rendered = []
        for variable in variables:
            people = item_names[variable]
            wish = None if context.plan is None else context.plan.get(context.nameset)
            if context.trace is not None:
                context.trace.append((renderer, variable, context.nameset))
            context.nameset += 1
            rendered.append(renderer.render(variable, people, wish))
        if common and all(item_names[variable] == item_names[variables[0]] for variable in variables):
            rendered = [renderer.render(common, item_names[variables[0]], None)]
        text = delimiter.join([one.text for one in rendered])
        if context.first_names is None and text:
            context.first_names = delimiter.join([one.names for one in rendered])
            context.first_each = tuple(name for one in rendered for name in one.each)
            if context.suppress_author:
                return ""
            if context.substitute is not None:
                text = renderer.substituted(rendered, *context.substitute)
        return pre + text + post if text else ""

    return run


def _count(renderer: NamesRenderer, variables: Sequence[str]) -> Run:
    def run(context: Context) -> str:
        total = sum(renderer.render(variable, context.item.names[variable]).shown for variable in variables)
        return str(total) if total else ""

    return run


def _as_names(inner: Run) -> Run:
    """What stands in for names counts as the names of the cite."""

    def run(context: Context) -> str:
        first = context.first_names is None
        text = inner(context)
        if first and text and context.first_names is None:
            context.first_names = text
            context.first_each = (text,)
            if context.substitute is not None:
                return context.substitute[0]
        return text

    return run


def _walk(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _walk(node.children)
        elif isinstance(node, Choose):
            for branch in node.branches:
                yield from _walk(branch.children)
        elif isinstance(node, Names):
            yield from _walk(node.substitute)


def _all_nodes(style: Style) -> Iterable[Node]:
    for nodes in style.macros.values():
        yield from _walk(nodes)
    for area in (style.citation, style.bibliography):
        if area is not None:
            yield from _walk(area.layout.children)


def _calls_year_suffix(style: Style) -> bool:
    return any(isinstance(node, Text) and node.name == "year-suffix" for node in _all_nodes(style))


def _used_variables(style: Style) -> frozenset[str]:
    """All variables that the style can print or ask for; the others make no shape of their own."""
    found: set[str] = set()
    for node in _all_nodes(style):
        if isinstance(node, Text) and node.kind == "variable":
            found.add(node.name)
            if node.form == "short":
                found.add(SHORT_FORMS.get(node.name, node.name + "-short"))
        elif isinstance(node, (Number, Label, Date)):
            found.add(node.variable)
        elif isinstance(node, Names):
            found.update(node.variables)
        elif isinstance(node, Choose):
            for branch in node.branches:
                found.update(value for test, value in branch.tests if test == "variable")
    return frozenset(found)


def _count_conditions(style: Style) -> int:
    """How many ``disambiguate`` conditions the style has."""
    return sum(
        test == "disambiguate"
        for node in _all_nodes(style)
        if isinstance(node, Choose)
        for branch in node.branches
        for test, _value in branch.tests
    )


def _tested_variables(style: Style) -> Mapping[str, frozenset[str]]:
    """For each kind of test, the variables that the style tests with it."""
    found: dict[str, set[str]] = {"is-numeric": set(), "is-uncertain-date": set()}
    for node in _all_nodes(style):
        if isinstance(node, Choose):
            for branch in node.branches:
                for test, value in branch.tests:
                    if test in found:
                        found[test].add(value)
    return {test: frozenset(values) for test, values in found.items()}
