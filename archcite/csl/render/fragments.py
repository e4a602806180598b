"""What is left of a style for one shape: pieces, and the closures that they are made of.

A closure takes a :class:`Context` and returns rich text, empty where it prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.csl.render import text_case
from archcite.csl.render.context import Context
from archcite.csl.render.names import NamesRenderer, Rendered
from archcite.csl.style.model import Node
from archcite.richtext.marks import BLOCK, CLOSE, INDENT, LEFT_MARGIN, OPENING, QUOTE, RIGHT_INLINE

_BLOCKS = frozenset((BLOCK, LEFT_MARGIN, RIGHT_INLINE, INDENT))
_MARK = pattern(f"[{OPENING}{CLOSE}]")


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
EMPTY = Piece(calls=True, fills=False)  # a variable was called, and has no value
SILENT = Piece(calls=True, fills=True)  # a variable that counts as one with a value, and prints nothing


def combine(pieces: Iterable[Piece], delimiter: str = "", *, guard: bool = False) -> Piece:
    """Several pieces in a row, as one.

    With ``guard``, they are a group (CSL 1.0.2, "Group"): where all its variables are empty, it is gone.
    """
    live: list[Piece] = []
    calls = fills = False
    silent = False  # whether one that prints nothing counts as filled all the same
    constant = every = True  # whether all that print are constants, and whether all of them fill
    for piece in pieces:
        calls = calls or piece.calls
        fills = fills or piece.fills
        if piece.text or piece.run is not None:
            live.append(piece)
            constant = constant and piece.run is None
            every = every and piece.fills
        else:
            silent = silent or piece.fills
    guard = guard and calls
    if not live or (guard and not fills):
        return (SILENT if fills else EMPTY) if calls else NOTHING
    if len(live) == 1:
        only = live[0]
        if only.calls is calls and only.fills is fills:
            return only
        return Piece(only.text, only.run, calls, fills)
    if constant:
        return Piece(delimiter.join([piece.text for piece in live]), None, calls, fills)
    if guard and not silent and not every:
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


def as_variable(piece: Piece) -> Piece:
    """A non-empty nested group (or macro) is treated as a non-empty variable."""
    if (piece.calls and piece.fills) or not piece:
        return piece
    return Piece(piece.text, piece.run, calls=True)


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


def affixes(node: Node, *, block: bool = True) -> tuple[str, str]:
    """What stands before and after the text of a node: display (in a ``block``), prefix, quotes, formatting."""
    display = node.display if block else ""
    pre = display + node.prefix + (QUOTE if node.quotes else "") + "".join(node.format)
    post = (
        CLOSE * len(node.format) + (CLOSE if node.quotes else "") + node.suffix + (CLOSE if display else "")
    )
    return pre, post


def entry_run(inner: Run, pre: str, post: str) -> Run:
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


def enclose(piece: Piece, pre: str, post: str) -> Piece:
    inner = piece.run
    if not (pre or post) or not (piece.text or inner):
        return piece
    if inner is None:
        return piece.changed(pre + piece.text + post)

    def run(context: Context) -> str:
        text = inner(context)
        return pre + text + post if text else ""

    return piece.changed(run=run)


def cased(text: str, strip_periods: bool, case: str, language: str) -> str:
    if strip_periods:
        text = text.replace(".", "")
    return text_case.apply(text, case, language == "en", language) if case else text


def cased_run(inner: Run, strip_periods: bool, case: str, language: str) -> Run:
    def run(context: Context) -> str:
        text = inner(context)
        return cased(text, strip_periods, case, language) if text else text

    return run


def names_run(
    renderer: NamesRenderer, variables: Sequence[str], common: str, pre: str, post: str, leads: bool
) -> Run:
    """The names of one or several variables, with what the citation around them asks.

    ``common`` is the label of the same people in several variables. ``leads`` says that nothing is printed before the
    names: only then they are what the next entry may repeat.
    """
    delimiter = renderer.options.names_delimiter

    def run(context: Context) -> str:
        item_names = context.item.names
        rendered = []
        for variable in variables:
            wish = None if context.plan is None else context.plan.get(context.nameset)
            if context.trace is not None:
                context.trace.append((renderer, variable))
            context.nameset += 1
            rendered.append(renderer.render(variable, item_names[variable], wish))
        if common and all(item_names[variable] == item_names[variables[0]] for variable in variables):
            rendered = [renderer.render(common, item_names[variables[0]], None)]
        text = delimiter.join([one.text for one in rendered])
        if context.first_names is None and text:
            text = _first_names(context, renderer, rendered, text, leads)
        return pre + text + post if text else ""

    if len(variables) > 1:
        return run
    variable = variables[0]
    known = renderer.known(variable)

    def run_one(context: Context) -> str:
        if context.plan is not None or context.trace is not None:
            return run(context)
        context.nameset += 1
        names = context.item.names[variable]
        rendered = known.get(names) or renderer.render(variable, names)
        text = rendered.text
        if context.first_names is None and text:
            text = _first_names(context, renderer, (rendered,), text, leads)
        return pre + text + post if text else ""

    return run_one


def _first_names(
    context: Context, renderer: NamesRenderer, rendered: Sequence[Rendered], text: str, leads: bool
) -> str:
    """What is printed of the first names of a cite or entry, which it is known by."""
    context.leads = leads
    if len(rendered) == 1:
        context.first_names, context.first_each = rendered[0].names, rendered[0].each
    else:
        context.first_names = renderer.options.names_delimiter.join([one.names for one in rendered])
        context.first_each = tuple(name for one in rendered for name in one.each)
    if context.suppress_author:
        return ""
    repeats = context.repeats
    if leads and repeats is not None:
        count = repeats.shared(context.first_names, context.first_each)
        if count:
            return renderer.substituted(rendered, repeats.mark, count)
    return text


def count_run(renderer: NamesRenderer, variables: Sequence[str]) -> Run:
    def run(context: Context) -> str:
        total = sum(renderer.render(variable, context.item.names[variable]).shown for variable in variables)
        return str(total) if total else ""

    return run


def as_names(inner: Run, leads: bool) -> Run:
    """What stands in for names counts as the names of the cite."""

    def run(context: Context) -> str:
        first = context.first_names is None
        text = inner(context)
        if first and text and context.first_names is None:
            context.first_names = text
            context.first_each = (text,)
            context.leads = leads
            repeats = context.repeats
            if leads and repeats is not None and repeats.shared(text, (text,)):
                return repeats.mark
        return text

    return run
