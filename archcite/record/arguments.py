"""Wrong arguments of the classes of records, in a sentence that says what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from archcite._foundation.calls import replace_type_error
from archcite.errors import RecordError

_Class = TypeVar("_Class", bound=type)


def explain_arguments(hint: str) -> Callable[[_Class], _Class]:
    """Make a class raise RecordError with a hint for arguments that it does not have, as a decorator.

    Without it Python raises a TypeError that names the argument alone. NAME in the hint is that argument, or the key
    of a file that means it.

    >>> from archcite.record import Agent, Record
    >>> Record(titel="Letter")
    Traceback (most recent call last):
    archcite.errors.RecordError: Record has no argument “titel”: did you mean “title”?
    >>> Record(archive="RGANI")
    Traceback (most recent call last):
    archcite.errors.RecordError: Record has no argument “archive”: \
use archcite.loads({"repository": …}), which accepts the keys of archcite's own files.
    >>> Agent("George Creel")
    Traceback (most recent call last):
    archcite.errors.RecordError: Agent takes its arguments by name: use Agent.parse("George Creel", "author").
    """

    def decorate(cls: _Class) -> _Class:
        initialize: Callable[..., None] = cls.__init__  # type: ignore[misc]
        cls.__init__ = replace_type_error(  # type: ignore[misc]
            initialize, lambda args, values: _describe(cls, args[1:], values, hint), RecordError
        )
        return cls

    return decorate


def _describe(cls: type, args: tuple[Any, ...], values: Mapping[str, Any], hint: str) -> str | None:
    """Return the sentence about arguments that a class does not have, or None if it has all of them."""
    import attrs

    fields = attrs.fields(cls)
    known = [field.alias or field.name for field in fields if field.init]
    unknown = next((name for name in values if name not in known), None)
    if unknown is not None:
        from archcite._foundation.close_matches import find_close_matches
        from archcite.record.vocabulary import MEANINGS

        near = find_close_matches(unknown, known, 1, 0.75)
        hint = hint.replace("NAME", MEANINGS.get(unknown, (unknown,))[0])
        return f"{cls.__name__} has no argument “{unknown}”: {f'did you mean “{near[0]}”?' if near else f'use {hint}.'}"
    if len(args) > sum(not field.kw_only for field in fields if field.init):
        return f"{cls.__name__} takes its arguments by name: use {hint.replace('NAME', 'title')}."
    return None
