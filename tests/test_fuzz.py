"""The fuzzer runs on every target, gives the same inputs for the same seed, and sees what breaks a rule."""

from __future__ import annotations

import random
import warnings

import pytest

from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import SourceError
from tests import fuzz

TARGETS = fuzz.build_targets()


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_a_few_inputs_of_each_target(name: str) -> None:
    result = fuzz.run_target(TARGETS[name], random.Random(name), inputs=12)
    assert not result.broken, result.broken[0]
    assert result.inputs == 12


@pytest.mark.slow
def test_each_target_takes_its_seeds() -> None:
    for name, target in fuzz.build_targets(all_examples=True).items():
        assert target.seeds, name
        with collect_warnings():
            if name != "any format":
                for seed in target.seeds:
                    target.run(seed)


def test_the_same_seed_gives_the_same_inputs() -> None:
    seen: list[list[bytes]] = [[], []]
    for inputs in seen:
        fuzz.run_target(
            fuzz.Target(inputs.append, [b"a b c\nd", b"\xff\x00\xfe"]), random.Random(7), inputs=50
        )
    assert seen[0] == seen[1] and len(set(seen[0])) > 30


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("run", "broken"),
    [
        (lambda _data: None, 0),
        (lambda _data: _raise(SourceError("no")), 0),
        (lambda _data: _raise(SourceError("no" * 20_000)), 3),
        (lambda _data: _raise(KeyError("x")), 3),
        (lambda _data: warnings.warn("of another package", stacklevel=1), 3),
    ],
)
def test_what_breaks_a_rule_is_seen(run: object, broken: int) -> None:
    result = fuzz.run_target(fuzz.Target(run, [b"a"]), random.Random(1), inputs=3)  # type: ignore[arg-type]
    assert len(result.broken) == broken
