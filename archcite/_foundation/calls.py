"""Wrong arguments of public functions, in a sentence that says what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from archcite.errors import ArchciteError

_P = ParamSpec("_P")
_R = TypeVar("_R")

# What people call an argument, and its names here; a function has some of them only.
_MEANINGS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("page", "pages", "place", "at"), ("locator",)),
    **dict.fromkeys(("as_", "kind", "type", "mode"), ("form",)),
    **dict.fromkeys(("csl", "citation_style"), ("style",)),
    **dict.fromkeys(("lang", "language"), ("locale",)),
    **dict.fromkeys(("output", "to", "markup", "fmt"), ("format",)),
    **dict.fromkeys(("group_by", "by", "sections"), ("section_by",)),
    **dict.fromkeys(("source", "item", "reference"), ("record", "records")),
    **dict.fromkeys(("sources", "items", "references", "record"), ("records", "record")),
}


def explain_call(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Make a function raise :class:`~archcite.errors.ArchciteError` for arguments that it does not have.

    Use it as a decorator. Without it Python raises a TypeError that does not name the argument that is meant.

    >>> import archcite
    >>> archcite.cite("letter.txt", page=2)
    Traceback (most recent call last):
    archcite.errors.ArchciteError: cite() has no argument “page”: did you mean “locator”?
    >>> archcite.write("letter.txt")
    Traceback (most recent call last):
    archcite.errors.ArchciteError: write() needs the argument “format”.
    """
    return replace_type_error(function, lambda args, kwargs: _describe(function, args, kwargs), ArchciteError)


def replace_type_error(
    function: Callable[_P, _R],
    describe: Callable[[tuple[Any, ...], Mapping[str, Any]], str | None],
    kind: type[ArchciteError],
) -> Callable[_P, _R]:
    """Make a function raise an error of a kind for wrong arguments, with the sentence that ``describe`` returns.

    ``describe`` returns None where the arguments are right: then the TypeError is from inside the function, and stays.

    >>> shout = replace_type_error(str.upper, lambda args, kwargs: "shout() needs a text.", ArchciteError)
    >>> shout(5)
    Traceback (most recent call last):
    archcite.errors.ArchciteError: shout() needs a text.
    """

    @wraps(function)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            message = describe(args, kwargs)
            if message is None:
                raise
            raise kind(message) from error

    return call


def _describe(
    function: Callable[..., Any], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> str | None:
    """Return the sentence about arguments that a function does not have or lacks, or None if they fit."""
    from inspect import Parameter, signature

    from archcite._foundation.close_matches import find_close_matches

    parameters = signature(function).parameters
    try:
        signature(function).bind(*args, **kwargs)
        return None
    except TypeError as error:
        reason = str(error)
    # A method is called by its name, a class by its own: Bibliography(…) is Bibliography.__init__.
    name = function.__qualname__.removesuffix(".__init__")
    known = [key for key in parameters if key != "self"]
    for key in kwargs:
        if key not in known:
            meant = [one for one in _MEANINGS.get(key, ()) if one in known] or find_close_matches(key, known)
            hint = f"did you mean “{meant[0]}”?" if meant else f"it takes {', '.join(known)}."
            return f"{name}() has no argument “{key}”: {hint}"
    positional = [key for key in known if parameters[key].kind is not Parameter.KEYWORD_ONLY]
    given = args[1:] if "self" in parameters else args
    if len(given) > len(positional):
        order = " in this order" if len(positional) > 1 else " alone"
        others = ", and the others by name" if len(positional) < len(known) else ""
        return f"{name}() takes {', '.join(positional)}{order}{others}."
    lacking = [
        key
        for key in positional[len(given) :]
        if key not in kwargs and parameters[key].default is Parameter.empty
    ]
    return f"{name}() needs the argument “{lacking[0]}”." if lacking else f"{name}(): {reason}."
