"""Keep the state of building a style for one item shape in one object.

The specializer walks the style in rendering order, and what it builds depends on what came before: a variable that
a substitution printed is gone from then on, the year suffix goes behind the first date, and so on.  All of that is
a :class:`BuildState`.  A macro is built in a fresh copy of it; what building it changed is a :class:`MacroEffect`,
which is stored with the macro and applied again wherever the same macro is called under the same circumstances.

An example: in a style that prints ``<names variable="author"><substitute><text variable="title"/></substitute>``
and later ``<text variable="title"/>``, a work without an author is built like this.  Building the substitute sets
the bit of ``title`` in ``called``; since the substitute prints something, that bit moves into ``used_up``; the later
``cs:text`` finds it there and builds nothing.

>>> title = 0b10  # the bit of `variable="title"` among the conditions of the style
>>> state = BuildState(year_suffix_due=False)
>>> inside = state.begin_macro()
>>> inside.asked, inside.called, inside.used_up, inside.printed = title, title, title, True
>>> effect = inside.find_effect(state)
>>> effect.used_up == title, state.used_up == title
(True, False)
>>> state.apply(effect)
>>> state.used_up == title, state.printed
(True, True)
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from archcite.csl.render.fragments import Fragment
from archcite.csl.style.model import Names

# The answers of the shape, the variables used up, the `disambiguate` conditions met before and in all, and whether
# periods are stripped.
MacroKey: TypeAlias = tuple[int, int, tuple[int, int] | None, bool]


class MacroEffect(NamedTuple):
    """Effect of building a macro on the state: bits to add, and the values of the two flags afterwards."""

    asked: int
    called: int
    used_up: int
    conditions: int
    printed: bool
    year_suffix_due: bool
    size: int


class CompiledMacro(NamedTuple):
    """Macro built for some answers of an item shape, and what building it changed in the state."""

    fragment: Fragment
    effect: MacroEffect


class BuildState:
    """State of one pass over a style; see the example of this module.

    Variables and conditions are the bits of :class:`~archcite.csl.style.conditions.Scan`.

    * ``asked``: the conditions that were asked since the current macro began.
    * ``called``: the variables that were called, with a value, since the current macro or substitute began.
    * ``used_up``: the variables that a substitution has printed; they are empty for the rest of the style.
    * ``conditions``: how many ``disambiguate`` conditions were met.
    * ``printed``: whether anything is printed before what is being built.
    * ``year_suffix_due``: whether the year suffix still has to be added to a date.
    * ``size``: how many elements were built since the current macro began, those of macros at each call.
    * ``depth``: how many macros and groups are open.
    * ``substituting``: the ``cs:names`` whose ``cs:substitute`` is being built, if any.
    * ``for_author``: whether that substitute replaces the author.
    * ``stripping``: whether a ``cs:text`` that calls a macro strips the periods of its texts.
    * ``parentheses``: how many parentheses of affixes are open, in a style for notes.
    """

    __slots__ = (
        "asked",
        "called",
        "conditions",
        "depth",
        "for_author",
        "parentheses",
        "printed",
        "size",
        "stripping",
        "substituting",
        "used_up",
        "year_suffix_due",
    )

    def __init__(self, *, year_suffix_due: bool) -> None:
        self.asked = 0
        self.called = 0
        self.used_up = 0
        self.conditions = 0
        self.printed = False
        self.year_suffix_due = year_suffix_due
        self.size = 0
        self.depth = 0
        self.substituting: Names | None = None
        self.for_author = False
        self.stripping = False
        self.parentheses = 0

    def begin_macro(self) -> BuildState:
        """Return a copy for building a macro, in which nothing has been asked or called yet."""
        state = BuildState(year_suffix_due=self.year_suffix_due)
        state.used_up = self.used_up
        state.conditions = self.conditions
        state.printed = self.printed
        state.depth = self.depth
        state.substituting = self.substituting
        state.for_author = self.for_author
        state.stripping = self.stripping
        state.parentheses = self.parentheses
        return state

    def find_effect(self, before: BuildState) -> MacroEffect:
        """Return what changed since ``before``, the state that this one is a copy of."""
        return MacroEffect(
            self.asked,
            self.called,
            self.used_up & ~before.used_up,
            self.conditions - before.conditions,
            self.printed,
            self.year_suffix_due,
            self.size,
        )

    def apply(self, effect: MacroEffect) -> None:
        """Change the state as building a macro changed it."""
        self.asked |= effect.asked
        self.called |= effect.called
        self.used_up |= effect.used_up
        self.conditions += effect.conditions
        self.printed = effect.printed
        self.year_suffix_due = effect.year_suffix_due
        self.size += effect.size
