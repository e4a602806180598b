"""Specialize a style for one item shape: conditions are decided, absent variables are gone, terms are text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from archcite._foundation.immutable import replace
from archcite.csl.data.item_shape import Shape
from archcite.csl.data.markup import to_rich
from archcite.csl.render import text_case, values
from archcite.csl.render.build_state import BuildState, CompiledMacro, MacroEffect, MacroKey
from archcite.csl.render.citation_label import build_citation_label
from archcite.csl.render.fragments import (
    EMPTY,
    NOTHING,
    SILENT,
    Fragment,
    RenderFunction,
    apply_case,
    build_affixes,
    build_cased,
    build_entry,
    build_name_count,
    build_names,
    combine,
    enclose,
    mark_as_names,
    mark_as_variable,
    record_title,
)
from archcite.csl.render.numbers import PAGED_VARIABLES
from archcite.csl.style.conditions import CONDITION
from archcite.csl.style.model import (
    Branch,
    Choose,
    Date,
    Group,
    Label,
    Names,
    Node,
    Number,
    Text,
)
from archcite.csl.variables import COUNTERPARTS, DATES, NAMES, NUMBERS, SHORT_FORMS, TITLES
from archcite.errors import StyleError
from archcite.richtext.marks import CLOSE, LEFT_MARGIN, NO_TEXT, RIGHT_INLINE, Rich

if TYPE_CHECKING:
    from archcite.csl.render.compiler import Compiler

MAX_PRINTED = 200_000  # official styles print some hundreds of elements for an item
NO_OPTIONS: Mapping[str, str] = {}  # of a sort key


class StyleSpecializer:
    """Single pass over the tree of a style for one shape, in rendering order."""

    def __init__(
        self,
        compiler: Compiler,
        area: str,
        shape: Shape,
        *,
        sorting: bool = False,
        options: Mapping[str, str] = NO_OPTIONS,
        records_title: bool = False,
    ) -> None:
        self.compiler = compiler
        self.locale = compiler.locale
        self.area = area
        self.shape = shape
        self.sorting = sorting
        self.options = options
        self.records_title = records_title
        # What a macro depends on beside the answers of the shape.
        self.surroundings = (
            area,
            sorting and id(options),
            shape.locator,
            shape.starts,
            shape.language,
            records_title,
        )
        self.answers = compiler.scan.answers(shape)
        suffix_due = "year-suffix" in shape.present and "year-suffix" not in compiler.used
        self.state = BuildState(year_suffix_due=suffix_due)

    def build_macro(self, name: str) -> Fragment:
        """Return the fragment of a macro, or of the layout (whose name is empty).

        A macro is built once for all shapes that give the same answers to the conditions that it asks.
        """
        state = self.state
        place = (
            name,
            self.surroundings,
            state.substituting,
            state.for_author,
            state.printed,
            state.year_suffix_due,
            state.parentheses % 2,
        )
        built = self.compiler.macros.setdefault(place, {})
        for asked, by_answers in built.items():
            compiled = by_answers.get(self._find_key(asked))
            if compiled is not None:
                self._apply(compiled.effect)
                return compiled.fragment
        self.state = state.begin_macro()
        fragment = self._build_macro_body(name) if name else self._build_layout()
        effect = self.state.find_effect(state)
        self.state = state
        built.setdefault(effect.asked, {})[self._find_key(effect.asked)] = CompiledMacro(fragment, effect)
        self._apply(effect)
        return fragment

    def _apply(self, effect: MacroEffect) -> None:
        """Apply what building a macro changed; refuse a style whose macros print without end."""
        self.state.apply(effect)
        if self.state.size > MAX_PRINTED:
            raise StyleError(
                f"The style “{self.compiler.style.title}” prints more than {MAX_PRINTED:,} elements for one item; "
                "simplify its macros."
            )

    def _find_key(self, asked: int) -> MacroKey:
        """Return what a macro that asks these conditions depends on, as a key."""
        state = self.state
        conditions = (state.conditions, self.shape.disambiguate) if asked & CONDITION else None
        return self.answers & asked, state.used_up & asked, conditions, state.stripping

    def _build_layout(self) -> Fragment:
        area = self.compiler.get_area(self.area)
        layout = area.layout
        align = self.area == "bibliography" and "second-field-align" in area.options
        if align:
            # The prefix goes into the margin, with the first field: “[” of “[1]” (as in citeproc-js).
            fragments = self._build_aligned(layout.children, layout.prefix)
            layout = replace(layout, prefix=NO_TEXT)
        else:
            fragments = self.build_nodes(layout.children)
        fragment = combine(fragments)
        if self.area == "bibliography" and fragment:
            fragment = Fragment(
                render=build_entry(fragment.as_function(), *build_affixes(layout)), accessed=True
            )
        return fragment

    def _build_macro_body(self, name: str) -> Fragment:
        return mark_as_variable(combine(self.build_inner(self.compiler.style.macros[name]), guard=True))

    def build_nodes(self, nodes: Iterable[Node]) -> list[Fragment]:
        """Build the fragments of nodes, of ``cs:choose`` those of the branch that is true."""
        fragments: list[Fragment] = []
        for node in nodes:
            self.state.size += 1
            if isinstance(node, Choose):
                fragments.extend(self.build_nodes(self._choose_branch(node)))
            else:
                fragment = _BUILDERS[type(node)](self, node)
                if self.state.stripping and fragment and isinstance(node, (Names, Date)):
                    fragment = self._strip_periods(fragment)
                fragments.append(fragment)
        return fragments

    def build_inner(self, nodes: Iterable[Node]) -> list[Fragment]:
        """Build the fragments of nodes inside a macro or a group."""
        self.state.depth += 1
        fragments = self.build_nodes(nodes)
        self.state.depth -= 1
        return fragments

    def _build_aligned(self, nodes: Sequence[Node], prefix: Rich) -> list[Fragment]:
        """Build a layout whose first field that prints something is in the margin, all others beside it.

        ``prefix`` is that of the layout.
        """
        fragments: list[Fragment] = []
        for index, node in enumerate(nodes):
            found = [fragment for fragment in self.build_inner((node,)) if fragment]
            if found:
                first = enclose(combine(found), LEFT_MARGIN + prefix, CLOSE)
                rest = enclose(combine(self.build_inner(nodes[index + 1 :])), RIGHT_INLINE, CLOSE)
                fragments.extend((first, rest))
                break
        return fragments

    def _is_branch_true(self, branch: Branch) -> bool:
        masks = self.compiler.scan.get_masks(branch)
        if len(masks) == 1 and branch.match != "none":  # as nearly always
            return self._is_true(masks[0])
        met: Iterable[bool] = map(self._is_true, masks)
        if CONDITION in masks:  # each of which counts
            met = list(met)
        if branch.match == "any" and masks:
            return any(met)
        if branch.match == "none":
            return not any(met)
        return all(met)

    def _is_true(self, mask: int) -> bool:
        self.state.asked |= mask
        if mask != CONDITION:
            return bool(self.answers & mask)
        # The style's `disambiguate` conditions come true one after the other, as far as it takes.
        self.state.conditions += 1
        return self.state.conditions <= self.shape.disambiguate

    def build_group(self, node: Group) -> Fragment:
        """Build a ``cs:group``, which counts as a variable for the group around it."""
        before = self._open_parentheses(node)
        stops_outside = not self.locale.punctuation_in_quote
        inner = self.build_inner(node.children)
        fragment = combine(inner, node.delimiter, guard=True, stops_outside=stops_outside)
        self.state.parentheses = before
        return mark_as_variable(self._wrap(node, fragment))

    def _open_parentheses(self, node: Group | Text) -> int:
        """Count the parentheses that the prefix of a group or a macro opens in a note; return the count before."""
        before = self.state.parentheses
        if "(" in node.prefix and self.compiler.style.in_notes:
            self.state.parentheses += node.prefix.count("(") - node.prefix.count(")")
        return before

    def build_text(self, node: Text) -> Fragment:
        """Build a ``cs:text``: a macro, a value, a term or a variable."""
        if node.kind == "macro":
            outer, self.state.stripping = self.state.stripping, self.state.stripping or node.strip_periods
            before = self._open_parentheses(node)
            fragment = self.build_macro(node.name)
            self.state.stripping, self.state.parentheses = outer, before
            return self._apply_style(node, fragment)
        if node.kind == "value":
            return self._apply_style(node, Fragment(to_rich(node.name)))
        if node.kind == "term":
            text = to_rich(self.locale.term(node.name, node.form, node.plural))
            if text and self.shape.starts and not self.state.printed and not self.sorting:
                text = text_case.apply(text, "capitalize-first")
            return self._apply_style(node, Fragment(text))
        if self.compiler.links and node.name in values.ADDRESSES and self._is_available(node.name):
            return self._build_link(node)
        if self.records_title and node.name in TITLES:
            bare = replace(node, prefix=NO_TEXT, suffix=NO_TEXT)
            fragment = self._apply_style(bare, self._build_variable(node.name, node.form))
            return enclose(record_title(fragment), node.prefix, node.suffix)
        return self._apply_style(node, self._build_variable(node.name, node.form))

    def _build_link(self, node: Text) -> Fragment:
        """Build an address, or an identifier with the address that the style puts before it, as a link."""
        before, stem = values.split_address(node.prefix)
        inner = self._build_variable(node.name, node.form).as_function()
        return self._apply_style(
            replace(node, prefix=before),
            Fragment(render=values.build_link(node.name, stem, inner), accessed=True),
        )

    def _build_variable(self, name: str, form: str) -> Fragment:
        """Build a variable in its long or short form."""
        if name == "year-suffix" and not self._is_true(self.compiler.scan.get_bit("variable", name)):
            return SILENT  # so that “n.d.” may stand in a group with it, whether there is a suffix or not
        is_short_of = name if form == "short" else ""
        if is_short_of and not self._is_available(name):
            name = SHORT_FORMS.get(name, name + "-short")
        if name == "citation-label":
            return self._build_citation_label()
        if not self._is_available(name) or (is_short_of and self._is_short_form_used_up(is_short_of)):
            return EMPTY
        self._call((is_short_of or name,), use_up=True)
        if name in values.CITE_VARIABLES and name != "locator":
            return Fragment(render=values.CITE_VARIABLES[name], accessed=True)
        if name in NUMBERS:
            return self._build_number(name, "numeric", is_text=True)
        if form == "short":
            if name == "title" and self.area == "citation" and self._is_true(self.compiler.scan.later):
                return Fragment(render=lambda context: context.item.short_title(), accessed=True)
            return Fragment(render=lambda context: context.item.short_text(name), accessed=True)
        return Fragment(render=values.build_rich_value(name), accessed=True)

    def _build_citation_label(self) -> Fragment:
        """Build a citation label, which takes the year suffix if the style has no other place for it."""
        if self.state.year_suffix_due:
            self.state.year_suffix_due = False
            return Fragment(
                render=lambda context: build_citation_label(context.item) + context.year_suffix, accessed=True
            )
        return Fragment(render=lambda context: build_citation_label(context.item), accessed=True)

    def build_number(self, node: Number) -> Fragment:
        """Build a ``cs:number``."""
        if not self._is_available(node.variable):
            return EMPTY
        self._call((node.variable,))
        return self._apply_style(node, self._build_number(node.variable, node.form, is_text=False))

    def _build_number(self, name: str, form: str, *, is_text: bool) -> Fragment:
        """Build a number, page or locator, in the form that ``cs:number`` asks for or ``cs:text`` implies."""
        label = self.shape.locator if name == "locator" else ""
        page_range_format = self.compiler.style.options.get("page-range-format")
        render = values.build_number(name, form, self.locale, label, page_range_format, is_text=is_text)
        return Fragment(render=render, accessed=True)

    def build_label(self, node: Label) -> Fragment:
        """Build a ``cs:label``, whose number may depend on the value.

        It is "only rendered if the selected variable is non-empty" (CSL 1.0.2, "Label"). But some styles select another
        variable than that of the one number beside the label, as in “(2 vol)”, and rely on citeproc-js to print it.
        """
        name = node.variable
        if not self._is_available(name) and not self._is_just_substituted(name):
            if node.labelled and self._is_available(node.labelled):
                term = "page" if name == "locator" else name
                return Fragment(self._render_label(node, term, node.plural == "always"))
            return EMPTY
        term = self.shape.locator if name == "locator" else name
        single = self._render_label(node, term, False)
        plural = self._render_label(node, term, True)
        if node.plural != "contextual":
            single = plural = plural if node.plural == "always" else single
        if single == plural and (name in PAGED_VARIABLES or not single):
            return Fragment(single)
        return Fragment(render=values.build_label(name, single, plural, self.locale, self.shape.locator))

    def _render_label(self, node: Label, term: str, plural: bool) -> Rich:
        return self._apply_style(node, Fragment(self.locale.term(term, node.form, plural))).text

    def build_date(self, node: Date) -> Fragment:
        """Build a ``cs:date``; the first one with the year of publication takes the year suffix."""
        name = node.variable
        if name not in DATES or not self._is_available(name):
            return EMPTY
        begins_note = self.shape.starts and not self.state.printed and not self._follows_prefix(node)
        self._call((name,))
        formatter = self.compiler.get_date_formatter(node)
        if self.sorting:
            return Fragment(
                render=lambda context: Rich(formatter.sort_key(context.item.dates[name])), accessed=True
            )
        if self.state.year_suffix_due and formatter.has_year:
            self.state.year_suffix_due = False
            run: RenderFunction = lambda context: formatter(context.item.dates[name], context.year_suffix)  # noqa: E731
        else:
            run = lambda context: formatter(context.item.dates[name])  # noqa: E731
        if begins_note:  # “Septembre 1958”, “After 1956”
            node = replace(node, text_case=node.text_case or "capitalize-first")
        return self._apply_style(node, Fragment(render=run, accessed=True))

    def _follows_prefix(self, node: Date) -> bool:
        """Return whether the style prints something before a date that is first, such as a bracket."""
        return bool(node.prefix or self.compiler.get_area(self.area).layout.prefix)

    def build_names(self, node: Names) -> Fragment:
        """Build a ``cs:names``, or its substitute if the item has none of the names."""
        outer = self.state.substituting
        if outer is not None and node.name is None and node.label is None and node.et_al is None:
            # The short form inside cs:substitute: name, label and the rest are those of the names it replaces.
            delimiter = outer.delimiter if node.delimiter is None else node.delimiter
            node = replace(outer, variables=node.variables, substitute=node.substitute, delimiter=delimiter)
        present = [name for name in node.variables if name in NAMES and self._is_available(name)]
        if not present:
            return self._build_substitute(node)
        self._call(present, use_up=True)
        leads, self.state.printed = not self.state.printed, True
        scan = self.compiler.scan
        subsequent = scan.shortens and self.area == "citation" and self._is_true(scan.later)
        renderer = self.compiler.get_names_renderer(
            node, self.area, subsequent, self.sorting, self.options, self.shape.language
        )
        if renderer.options.form == "count":
            return self._wrap(node, Fragment(render=build_name_count(renderer, present), accessed=True))
        common = self._find_common_term(node, present)
        is_author = leads or self.state.for_author or "author" in present
        pre, post = build_affixes(node, block=not self.state.depth)
        return Fragment(
            render=build_names(renderer, present, common, pre, post, leads, is_author), accessed=True
        )

    def _find_common_term(self, node: Names, present: Sequence[str]) -> str:
        """Find the label for the same people in two roles, such as ``editortranslator``; "" if not found."""
        if node.label is None or len(present) < 2:
            return ""
        term = "".join(sorted(present))
        return term if self.locale.term(term, node.label.form) else ""

    def _build_substitute(self, node: Names) -> Fragment:
        state = self.state
        outer, for_author = state.substituting, state.for_author
        state.substituting, state.for_author = node, for_author or "author" in node.variables
        fragment = self._build_first_substitute(node)
        state.substituting, state.for_author = outer, for_author
        return fragment

    def _build_first_substitute(self, node: Names) -> Fragment:
        """Return the first child of ``cs:substitute`` that prints something; its variables are used up."""
        state = self.state
        leads = not state.printed
        before, state.called = state.called, 0
        try:
            for child in self._find_alternatives(node.substitute):
                fragment = combine(self.build_nodes((child,)))
                if fragment:
                    state.used_up |= state.called
                    if not state.called:  # a term, such as “Anon.”, is nobody's name
                        # The names were called and are empty, which is what counts for a group with nothing else, and
                        # for a macro; what a macro or a group prints counts as a variable (CSL 1.0.2, "Group").
                        has_parts = isinstance(child, Group) or (
                            isinstance(child, Text) and child.kind == "macro"
                        )
                        return Fragment(fragment.text, fragment.render, accessed=True, nonempty=has_parts)
                    return Fragment(
                        render=mark_as_names(
                            fragment.as_function(),
                            leads,
                            leads or state.for_author,
                            self.compiler.style.in_notes,
                        ),
                        accessed=True,
                    )
                state.called = 0
                if (
                    isinstance(child, Text)
                    and child.kind == "term"
                    and self.locale.find(child.name, child.form)
                ):
                    return NOTHING  # a term that is empty on purpose
        finally:
            state.called |= before
        return EMPTY

    def _find_alternatives(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield the alternatives of ``cs:substitute``, each decided when it is asked for.

        What is in the branch of a ``cs:choose`` are alternatives, too: the specification only says that
        ``cs:substitute`` holds "one or more rendering elements", and citeproc-js, jgm/citeproc and the styles that
        do it agree on this reading.
        """
        for node in nodes:
            if isinstance(node, Choose):
                yield from self._find_alternatives(self._choose_branch(node))
            else:
                yield node

    def _choose_branch(self, node: Choose) -> Sequence[Node]:
        """Return the children of the first branch that is true, if any."""
        return next((branch.children for branch in node.branches if self._is_branch_true(branch)), ())

    def _is_available(self, name: str) -> bool:
        """Return whether a variable has a value that no substitution has printed yet."""
        bit = self.compiler.scan.get_bit("variable", name)
        self.state.asked |= bit
        return name in self.shape.present and not self.state.used_up & bit

    def _is_just_substituted(self, name: str) -> bool:
        """Return whether the substitute that is being built has printed a variable, so that a label may follow it."""
        bit = self.compiler.scan.get_bit("variable", name)
        return self.state.substituting is not None and self.state.called & bit != 0

    def _is_short_form_used_up(self, name: str) -> bool:
        """Return whether the item has a short form of a variable, and a substitution has printed it."""
        short = SHORT_FORMS.get(name)
        return short in self.shape.present and not self._is_available(short)

    def _find_bits(self, name: str) -> int:
        """Return the bits of a variable and of its other form or name, which is printed with it.

        A short form that is called by its own name leaves the long form to be printed: Chicago has “ELP (Endangered
        Languages Project)” for a site under its abbreviation.
        """
        scan = self.compiler.scan
        other = COUNTERPARTS.get(name)
        return scan.get_bit("variable", name) | (scan.get_bit("variable", other) if other else 0)

    def _call(self, names: Sequence[str], *, use_up: bool = False) -> None:
        """Note that variables with a value are called; a substitute uses up its texts and names at once."""
        bits = 0
        for name in names:
            bits |= self._find_bits(name)
        self.state.called |= bits
        if use_up and self.state.substituting is not None:
            self.state.used_up |= bits
        if "locator" in names:
            # A cite has its locator once, as in citeproc-js; styles that call it twice rely on it.
            self.state.used_up |= bits

    def _strip_periods(self, fragment: Fragment) -> Fragment:
        return fragment.with_output(render=build_cased(fragment.as_function(), True, "", self.shape.language))

    def _apply_style(self, node: Node, fragment: Fragment) -> Fragment:
        """Apply text case and ``strip-periods`` to a fragment, then affixes and formatting."""
        if not fragment:
            return fragment
        if not (
            isinstance(node, Text) and node.name == "citation-number"
        ):  # an entry begins after its number
            self.state.printed = True
        if self.sorting:
            return fragment
        # The texts of a macro have a case of their own, and their affixes keep their full stops (as in citeproc-js).
        is_macro = isinstance(node, Text) and node.kind == "macro"
        case = "" if is_macro else node.text_case
        strip = (node.strip_periods or self.state.stripping) and not is_macro and not isinstance(node, Group)
        # An address without its full stops leads nowhere: a DOI keeps them, as in citeproc-js.
        strip = strip and not (isinstance(node, Text) and node.name in values.ADDRESSES)
        language = self.shape.language
        if strip or case:
            if fragment.render is None:
                if case == "title":  # the style's own words, in a case of its choosing
                    language = "en"
                fragment = fragment.with_output(apply_case(fragment.text, strip, case, language))
            else:
                fragment = fragment.with_output(render=build_cased(fragment.render, strip, case, language))
        return self._wrap(node, fragment)

    def _wrap(self, node: Node, fragment: Fragment) -> Fragment:
        """Apply affixes and formatting to a fragment; ``display`` counts only at the top level.

        In a note, parentheses in parentheses are brackets: “(Vintage, 2020; originally published as *X* [Kodansha,
        1994])”.  The specification does not say so; citeproc-js does it for these elements and no others.
        """
        has_parts = isinstance(node, Group) or (isinstance(node, Text) and node.kind == "macro")
        is_nested = self.state.parentheses % 2 == 1 and (has_parts or isinstance(node, (Number, Date)))
        key = (node, self.state.depth == 0, is_nested)
        around = self.compiler.affixes.get(key)
        if around is None:
            around = self.compiler.affixes[key] = build_affixes(
                node, block=self.state.depth == 0, parentheses=int(is_nested)
            )
        return enclose(fragment, *around, ends=has_parts)


_BUILDERS: Mapping[type, Callable[[StyleSpecializer, Any], Fragment]] = {
    Text: StyleSpecializer.build_text,
    Number: StyleSpecializer.build_number,
    Label: StyleSpecializer.build_label,
    Date: StyleSpecializer.build_date,
    Names: StyleSpecializer.build_names,
    Group: StyleSpecializer.build_group,
}
