"""Compiled fragments of a style for one item shape, and the closures that render them.

A closure takes a :class:`Context` and returns rich text, empty if it prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.csl.render import text_case
from archcite.csl.render.context import ALL_NAMES, AUTHOR, UNLABELLED_NAMES, Context
from archcite.csl.render.names import NamesRenderer, RenderedNames
from archcite.csl.style.model import Node
from archcite.csl.variables import CONTRIBUTORS
from archcite.richtext.marks import (
    BLOCK,
    CLOSE,
    INDENT,
    LEFT_MARGIN,
    NO_TEXT,
    OPENING,
    QUOTE,
    RIGHT_INLINE,
    Rich,
)
from archcite.richtext.punctuation import append_final_suffix

_BLOCKS = frozenset((BLOCK, LEFT_MARGIN, RIGHT_INLINE, INDENT))
_MARK = pattern(f"[{OPENING}{CLOSE}]")


RenderFunction = Callable[[Context], Rich]


class Fragment:
    """Result of building a node for one item shape: a constant text, a function, or nothing.

    ``accessed`` says that a variable is called in it, ``nonempty`` that a variable with a value is: a group that
    accesses variables is printed only if one of them is not empty. ``is_whole`` says that it is a group or a macro.
    """

    __slots__ = ("accessed", "is_whole", "nonempty", "render", "text")

    def __init__(
        self,
        text: Rich = NO_TEXT,
        render: RenderFunction | None = None,
        accessed: bool = False,
        nonempty: bool | None = None,
        *,
        is_whole: bool = False,
    ) -> None:
        self.text = text
        self.render = render
        self.accessed = accessed
        self.nonempty = accessed if nonempty is None else nonempty
        self.is_whole = is_whole

    def __bool__(self) -> bool:
        return bool(self.text) or self.render is not None

    def as_function(self) -> RenderFunction:
        """Return the fragment as a function, even if it is constant."""
        text = self.text
        return self.render or (lambda _context: text)

    def with_output(self, text: Rich = NO_TEXT, render: RenderFunction | None = None) -> Fragment:
        """Return a fragment with the same flags and another text or function."""
        return Fragment(text, render, self.accessed, self.nonempty, is_whole=self.is_whole)


NOTHING = Fragment()
EMPTY = Fragment(accessed=True, nonempty=False)  # a variable was called, and has no value
SILENT = Fragment(
    accessed=True, nonempty=True
)  # a variable that counts as one with a value, and prints nothing


def combine(
    fragments: Iterable[Fragment],
    delimiter: Rich = NO_TEXT,
    *,
    guard: bool = False,
    stops_outside: bool = False,
) -> Fragment:
    """Combine several fragments in a row into one.

    With ``guard`` they are a group (CSL 1.0.2, "Group"), which prints nothing if all its variables are empty.
    ``stops_outside`` says that full stops go outside quotation marks, so that one may come after “Who?”.
    """
    live: list[Fragment] = []
    accessed = nonempty = False
    silent = False  # whether one that prints nothing counts as filled all the same
    constant = every = True  # whether all that print are constants, and whether all of them fill
    for fragment in fragments:
        accessed = accessed or fragment.accessed
        nonempty = nonempty or fragment.nonempty
        if fragment.text or fragment.render is not None:
            live.append(fragment)
            constant = constant and fragment.render is None
            every = every and fragment.nonempty
        else:
            silent = silent or fragment.nonempty
    guard = guard and accessed
    stops = stops_outside and delimiter[:1] == "." and any(fragment.is_whole for fragment in live[:-1])
    if not live or (guard and not nonempty):
        return (SILENT if nonempty else EMPTY) if accessed else NOTHING
    if len(live) == 1:
        only = live[0]
        if only.accessed is accessed and only.nonempty is nonempty:
            return only
        return Fragment(only.text, only.render, accessed, nonempty)
    if constant:
        return Fragment(delimiter.join([fragment.text for fragment in live]), None, accessed, nonempty)
    if stops:
        must_fill = guard and not silent and not every
        render = _build_sentences(live, delimiter, must_fill=must_fill)
        return Fragment(render=render, accessed=accessed, nonempty=nonempty)
    if guard and not silent and not every:
        return Fragment(render=_build_group(live, delimiter), accessed=accessed, nonempty=nonempty)
    runs = tuple(fragment.as_function() for fragment in live)
    if len(runs) == 2:
        first, second = runs

        def run_two(context: Context) -> Rich:
            one, two = first(context), second(context)
            return one + delimiter + two if one and two else one or two

        return Fragment(render=run_two, accessed=accessed, nonempty=nonempty)

    def run_all(context: Context) -> Rich:
        return delimiter.join([text for run in runs if (text := run(context))])

    return Fragment(render=run_all, accessed=accessed, nonempty=nonempty)


def mark_as_variable(fragment: Fragment) -> Fragment:
    """Treat a non-empty nested group (or macro) as a variable that is not empty."""
    if not fragment:
        return fragment
    return Fragment(fragment.text, fragment.render, accessed=True, is_whole=True)


def _build_group(live: Sequence[Fragment], delimiter: Rich) -> RenderFunction:
    """Return a function that renders constants and variables, and nothing if the variables are all empty.

    Names that a cite leaves out are not empty: “*supra* note 3” of “Doe, *supra* note 3”, as in citeproc-js.
    """
    parts = tuple((fragment.text, fragment.render, fragment.nonempty) for fragment in live)

    def run(context: Context) -> Rich:
        texts = []
        filled = False
        left_out = context.left_out
        for text, function, fills in parts:
            if function is not None:
                text = function(context)
            if text:
                texts.append(text)
                filled = filled or fills
        return delimiter.join(texts) if filled or context.left_out > left_out else NO_TEXT

    return run


def _build_sentences(live: Sequence[Fragment], delimiter: Rich, *, must_fill: bool) -> RenderFunction:
    """Return a function that joins with full stops, but not after “?” or “!” in quotation marks that end a part.

    A part is a group or a macro: after a quoted text by itself the full stop stays, as in citeproc-js.
    """
    parts = tuple((fragment.as_function(), fragment.nonempty, fragment.is_whole) for fragment in live)

    def run(context: Context) -> Rich:
        found = NO_TEXT
        filled = ended = False
        left_out = context.left_out
        for function, fills, ends in parts:
            text = function(context)
            if text:
                if found:
                    found = append_final_suffix(found, delimiter) if ended else found + delimiter
                found += text
                filled = filled or fills
                ended = ends
        return found if filled or not must_fill or context.left_out > left_out else NO_TEXT

    return run


def build_affixes(node: Node, *, block: bool = True, parentheses: int = 0) -> tuple[Rich, Rich]:
    """Return what is before and after the text of a node: display (in a ``block``), prefix, quotes, formatting.

    ``parentheses`` is how many parentheses are open around it: every other one becomes a bracket.
    """
    display = node.display if block else NO_TEXT
    prefix, suffix = node.prefix, node.suffix
    if parentheses:
        prefix, parentheses = _alternate_parentheses(prefix, parentheses)
        suffix, _ = _alternate_parentheses(suffix, parentheses)
    pre = display + prefix + (QUOTE if node.quotes else NO_TEXT) + NO_TEXT.join(node.format)
    post = (
        CLOSE * len(node.format)
        + (CLOSE if node.quotes else NO_TEXT)
        + suffix
        + (CLOSE if display else NO_TEXT)
    )
    return pre, post


def _alternate_parentheses(affix: Rich, depth: int) -> tuple[Rich, int]:
    """Replace every other parenthesis of an affix by a bracket; return it, and how many are open after it."""
    signs = []
    for sign in affix:
        if sign == "(":
            signs.append("[" if depth % 2 else "(")
            depth += 1
        elif sign == ")":
            depth -= 1
            signs.append("]" if depth % 2 else ")")
        else:
            signs.append(sign)
    return Rich("".join(signs)), depth


def build_entry(inner: RenderFunction, pre: Rich, post: Rich) -> RenderFunction:
    """Return a function that renders a bibliography entry; the suffix goes inside a last field that is a block."""

    def run(context: Context) -> Rich:
        text = inner(context)
        if not text:
            return text
        if text[-1] == CLOSE and _ends_with_block(text):
            inside = append_final_suffix(Rich(text[:-1]), post)
            bare = inside.rstrip(" ")
            return pre + Rich(bare) + CLOSE + Rich(inside[len(bare) :])
        return pre + append_final_suffix(text, post)

    return run


def _ends_with_block(text: str) -> bool:
    """Return whether rich text ends with a block of its own (``display``)."""
    depth = 0
    for sign in reversed(_MARK.findall(text)):
        depth += 1 if sign == CLOSE else -1
        if depth == 0:
            return sign in _BLOCKS
    return False


def enclose(fragment: Fragment, pre: Rich, post: Rich, *, ends: bool = False) -> Fragment:
    """Put texts before and after a fragment; a fragment that prints nothing stays as it is.

    With ``ends``, they are the affixes of a group or a macro, see
    :func:`~archcite.richtext.punctuation.append_final_suffix`.
    """
    inner = fragment.render
    if not (pre or post) or not (fragment.text or inner):
        return fragment
    if ends and inner is not None and post[:1] == ".":

        def run_to_end(context: Context) -> Rich:
            text = inner(context)
            return pre + append_final_suffix(text, post) if text else text

        return fragment.with_output(render=run_to_end)
    if inner is None:
        return fragment.with_output(pre + fragment.text + post)

    def run(context: Context) -> Rich:
        text = inner(context)
        return pre + text + post if text else text

    return fragment.with_output(render=run)


def apply_case(text: Rich, strip_periods: bool, case: str, language: str) -> Rich:
    """Strip the periods of a rich text and change its case, as a style asks for."""
    if strip_periods:
        text = Rich(text.replace(".", ""))
    return text_case.apply(text, case, language == "en", language) if case else text


def build_cased(inner: RenderFunction, strip_periods: bool, case: str, language: str) -> RenderFunction:
    """Return a function that renders a text, strips its periods and changes its case."""

    def run(context: Context) -> Rich:
        text = inner(context)
        return apply_case(text, strip_periods, case, language) if text else text

    return run


def build_names(
    renderer: NamesRenderer,
    variables: Sequence[str],
    common: str,
    pre: Rich,
    post: Rich,
    leads: bool,
    is_author: bool,
) -> RenderFunction:
    """Return the function that renders the names of one or several variables.

    ``common`` is the label of the same people in several variables. ``leads`` says that nothing is printed before
    the names: only then does the next entry replace them by ``subsequent-author-substitute``. ``is_author`` says that
    they are in the author's place, where a cite may leave them out: a translator or an editor who comes later stays.
    """
    delimiter = renderer.options.names_delimiter
    contributes = CONTRIBUTORS.issuperset(variables)

    def run(context: Context) -> Rich:
        item_names = context.item.names
        rendered = []
        for variable in variables:
            visibility = None if context.visibility is None else context.visibility.get(context.list_index)
            if context.trace is not None:
                context.trace.append((renderer, variable))
            context.list_index += 1
            rendered.append(renderer.render(variable, item_names[variable], visibility))
        if common and all(item_names[variable] == item_names[variables[0]] for variable in variables):
            rendered = [renderer.render(common, item_names[variables[0]], None)]
        text = delimiter.join([one.text for one in rendered])
        if text and (context.first_names is None or (is_author and context.author is None)):
            text = _record_names(context, renderer, rendered, text, leads, is_author, contributes)
        return pre + text + post if text else text

    if len(variables) > 1:
        return run
    variable = variables[0]
    known = renderer.get_rendered(variable)

    def run_one(context: Context) -> Rich:
        if context.visibility is not None or context.trace is not None:
            return run(context)
        context.list_index += 1
        names = context.item.names[variable]
        rendered = known.get(names) or renderer.render(variable, names)
        text = rendered.text
        if text and (context.first_names is None or (is_author and context.author is None)):
            text = _record_names(context, renderer, (rendered,), text, leads, is_author, contributes)
        return pre + text + post if text else text

    return run_one


def _record_names(
    context: Context,
    renderer: NamesRenderer,
    rendered: Sequence[RenderedNames],
    text: Rich,
    leads: bool,
    is_author: bool,
    contributes: bool,
) -> Rich:
    """Record the first names of a cite or entry in its context; return what is printed of them."""
    names = renderer.options.names_delimiter.join([one.names for one in rendered])
    if context.first_names is None:
        context.names_lead = leads
        context.first_names = names
        context.first_each = tuple(name for one in rendered for name in one.each)
        substitution = context.substitution
        if leads and substitution is not None:
            count = substitution.count_repeated(context.first_each)
            if count:
                return renderer.render_substituted(rendered, substitution.mark, count)
    if is_author:
        least = AUTHOR
        if contributes:
            context.has_contributor = True
            least = ALL_NAMES if any(one.before or one.after for one in rendered) else UNLABELLED_NAMES
        else:
            context.author = names
        if context.suppressed >= least:
            context.left_out += 1
            return NO_TEXT
    return text


def build_name_count(renderer: NamesRenderer, variables: Sequence[str]) -> RenderFunction:
    """Return a function that counts the names that are shown (``form="count"``)."""

    def run(context: Context) -> Rich:
        total = sum(renderer.render(variable, context.item.names[variable]).shown for variable in variables)
        return Rich(total or "")

    return run


def mark_as_names(inner: RenderFunction, leads: bool, is_author: bool, in_notes: bool) -> RenderFunction:
    """Return a function that renders the substitute for names and records it as the names of the cite.

    A cite without its author leaves out a title that replaces the author: the sentence has it.  A note keeps it, since
    it would not say any more what is cited.
    """
    least = ALL_NAMES if in_notes else AUTHOR

    def run(context: Context) -> Rich:
        is_first, has_author = context.first_names is None, context.author is not None
        has_author = has_author or context.has_contributor
        text = inner(context)
        if not text:
            return text
        if is_first and context.first_names is None:
            context.first_names = text
            context.first_each = (text,)
            context.names_lead = leads
            substitution = context.substitution
            if leads and substitution is not None and substitution.count_repeated((text,)):
                return substitution.mark
        if is_author and not has_author and context.author is None and not context.has_contributor:
            context.author = text
            if context.suppressed >= least:
                context.left_out += 1
                return NO_TEXT
        return text

    return run


def record_title(fragment: Fragment) -> Fragment:
    """Return a fragment that records what it prints as the title, unless there is one already."""
    if not fragment:
        return fragment
    inner = fragment.as_function()

    def run(context: Context) -> Rich:
        text = inner(context)
        if text and context.title is None:
            context.title = text
        return text

    return fragment.with_output(render=run)
