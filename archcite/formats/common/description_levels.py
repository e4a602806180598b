"""The path of a document in its archive, from the levels of a catalogue and the containers that it lies in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archcite.errors import RecordError
from archcite.formats.common.catalogue_values import load_table
from archcite.record import Part
from archcite.record.vocabulary import LEVELS

_ABOVE_CONTAINERS = frozenset(("fonds", "subfonds", "series", "subseries"))
# A collection has a call number, and an unknown level has no name.
_UNLABELLED = frozenset(("fonds", "part"))
_BARE = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?|[IVXLC]+|[A-Z]")
_LABELLED = re.compile(
    r"(?P<label>Record Group|RG|Series|Subseries|Sub-series|Subgroup|Fonds|Fond|Box|Folder|File|Item|Volume|Vol\.)"
    r"\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
# Levels below one that may repeat its number; no hierarchy is deeper.
_DEEPEST = 24
_GOES_ON = re.compile(r"[\s/.:,_-]|(?<=[\s/.:,_-])")


class Step(NamedTuple):
    """One level of description on the way down: its level, its number or code, its title.

    ``label`` is what a bare number of this level is called; None for the level's own name.
    """

    level: str
    unit_id: str | None = None
    title: str | None = None
    label: str | None = None


def find_level(said: str | None) -> str:
    """Return the level for a catalogue's word; “part” if the word is unknown.

    >>> find_level("recordgrp"), find_level("Sub-fonds"), find_level("fileUnit"), find_level("otherlevel")
    ('fonds', 'subfonds', 'file', 'part')
    """
    return str(load_table("levels").get((said or "").strip().casefold(), "part"))


@functools.lru_cache(maxsize=4096)
def parse_container(said: str | None, number: str) -> Part | None:
    """Return a container as a part: the level follows from the type, which also becomes the label.

    >>> parse_container("Box", "6"), parse_container("mixed_materials", "12").label, parse_container("folder", "")
    (Part(level='box', label='box', value='6'), 'box', None)
    """
    value = " ".join(number.split())
    if not value:
        return None
    label = " ".join((said or "").replace("_", " ").split()).casefold()
    known = load_table("containers")
    if label not in known and label not in LEVELS:
        # “mixed materials 3”, “text 3”, “audio 3” are how some programs call boxes by what is in them.
        label = "box"
    written = _LABELLED.fullmatch(value)
    if written:
        return Part(str(known.get(label, label)), written["label"].casefold(), written["value"])
    return Part(str(known.get(label, label)), label, value)


def inherit_containers(own: Sequence[Part], inherited: Sequence[Part]) -> tuple[Part, ...]:
    """Add the containers of the enclosing level that are wider than a component's own.

    >>> box, folder = Part("box", "box", "6"), Part("folder", "folder", "179")
    >>> [str(part) for part in inherit_containers([folder], [box, Part("folder", "folder", "1")])]
    ['box 6', 'folder 179']
    """
    if not own:
        return tuple(inherited)
    top = _rank(own[0])
    return (*(part for part in inherited if _rank(part) < top), *own)


def build_path(steps: Sequence[Step], containers: Sequence[Part] = ()) -> tuple[Part, ...]:
    """Build the parts of a holding, from the widest down; the last step is the document itself.

    A number that a lower one begins with, or that the container has, is left out, and so is the title of the document
    itself. If there are containers, the titles of the files around the document are left to :func:`describe_files`.

    >>> steps = [Step("fonds", "MS 466", "House Papers"), Step("series", "I", "Letters"), Step("item", None, "A")]
    >>> [str(part) for part in build_path(steps, [Part("box", "box", "6")])]
    ['MS 466', 'series I', 'box 6']
    >>> [str(part) for part in build_path([Step("fonds", "MSS.1", "Papers"), Step("file", "MSS.1/2", "Minutes")])]
    ['Papers', 'MSS.1/2']
    """
    above: list[Part] = []
    below: list[Part] = []
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        number = None if _is_repeated(step.unit_id, steps[index + 1 : index + 1 + _DEEPEST]) else step.unit_id
        if last and containers and number == containers[-1].value:
            number = None
        is_above = step.level in _ABOVE_CONTAINERS or not containers
        part = _build_part(step, number, step.title if is_above and not last else None)
        if part:
            (above if is_above else below).append(part)
    return (*above, *containers, *below)


def describe_files(steps: Sequence[Step], containers: Sequence[Part]) -> list[str]:
    """Return notes on the enclosing files that the path through the containers does not name.

    >>> steps = [Step("fonds", None, "Papers"), Step("file", None, "Creel, George"), Step("item")]
    >>> describe_files(steps, [Part("box", "box", "6")])
    ['In the file: Creel, George']
    """
    if not containers:
        return []
    return [
        f"In the file: {step.title}"
        for step in steps[:-1]
        if step.title and step.level not in _ABOVE_CONTAINERS
    ]


@functools.lru_cache(maxsize=4096)
def _build_part(step: Step, number: str | None, title: str | None) -> Part | None:
    label: str | None = None
    if number:
        number = " ".join(number.split())
        written = _LABELLED.fullmatch(number)
        if written and _BARE.fullmatch(written["value"]):
            label, number = written["label"], written["value"]
        elif _BARE.fullmatch(number):
            label = step.label or (step.level if step.level not in _UNLABELLED else None)
    try:
        return Part(step.level, label, number, title)
    except RecordError:  # neither a number nor a title
        return None


def _is_repeated(number: str | None, below: Iterable[Step]) -> bool:
    """Return whether a lower level starts its own number with this one: “MSS.1” in “MSS.1/2”."""
    if not number:
        return False
    for step in below:
        lower = step.unit_id or ""
        rest = lower[len(number) :]
        if lower.casefold().startswith(number.casefold()) and (not rest or _GOES_ON.match(rest)):
            return True
    return False


def _rank(part: Part) -> int:
    return LEVELS.index(part.level) if part.level in LEVELS else len(LEVELS)
