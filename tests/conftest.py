"""What all tests share."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from archcite.record import Record

# Not tests: commands, and an adapter for other runners of the CSL test suite.
collect_ignore = ["csl/agreement.py", "csl/suite.py", "csl/suite_adapter.py"]

# A test on a busy machine may take longer.
settings.register_profile("fresh", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples each time, so that a failure is due to the change; `--hypothesis-profile=fresh` tries new ones.
settings.register_profile("repeatable", settings.get_profile("fresh"), derandomize=True)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(trylast=True)  # after hypothesis has loaded the profile that its option names
def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples of each property where slow tests are left out."""
    if config.option.markexpr == "not slow":
        settings.register_profile("fast", settings.default, max_examples=20)
        settings.load_profile("fast")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The record that the documentation walks through."""
    return ROOT / "seeds" / "wilson-center-110474.txt"


@pytest.fixture(scope="session")
def seed(seed_path: Path) -> Record:
    import archcite

    return archcite.read(seed_path)


@pytest.fixture(scope="session")
def address(seed_path: Path) -> str:
    """The address in the seed, as the page has it."""
    text = seed_path.read_text(encoding="utf-8")
    return text[text.index("<https") + 1 : text.index(">")]


def pytest_collection() -> None:
    """Spare the garbage collector the thousands of tests that are collected: none of them is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
