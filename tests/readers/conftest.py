"""What the tests of readers share: the example files, and files that someone has damaged."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcite.errors import ArchciteError, ArchciteWarning
from archcite.formats.common.text_decoding import decode
from archcite.record import Publication, Record

FILES = Path(__file__).parent / "files"

Read = Callable[[ModuleType, bytes], list[Record]]
Fuzz = Callable[[ModuleType, bytes], None]

_SNIPPETS = (
    b"<",
    b">",
    b"</",
    b"<!--",
    b"&",
    b"&x;",
    b"&#0;",
    b'"',
    b"{",
    b"}",
    b"[",
    b",",
    b":",
    b"/",
    b"\x00",
    b"\x1e",
)
_INSERTS = st.one_of(st.just(b""), st.sampled_from(_SNIPPETS), st.binary(max_size=4), st.just(b"9" * 40))
_EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 200), _INSERTS), min_size=1, max_size=6)


@pytest.fixture(scope="session")
def example() -> Callable[[str], bytes]:
    """The bytes of an example file."""
    return lambda name: (FILES / name).read_bytes()


@pytest.fixture(scope="session")
def read_as() -> Read:
    """Read bytes with a reader of either kind."""
    return _read


@pytest.fixture(scope="session")
def fuzz() -> Fuzz:
    """Damage an example in many ways: a reader gives records, or one of archcite's errors."""

    def run(reader: ModuleType, data: bytes) -> None:
        @settings(deadline=None, max_examples=80, database=None)
        @given(_EDITS)
        def damaged(edits: list[tuple[float, int, bytes]]) -> None:
            changed = data
            for place, dropped, inserted in edits:
                at = int(place * len(changed))
                changed = changed[:at] + inserted + changed[at + dropped :]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ArchciteWarning)
                try:
                    assert all(isinstance(source, Record | Publication) for source in _read(reader, changed))
                except ArchciteError as error:
                    assert str(error).count("\n") == 0

        damaged()

    return run


def _read(reader: ModuleType, data: bytes) -> list[Record]:
    if hasattr(reader, "read_file"):
        return list(reader.read_file(io.BytesIO(data), "x"))
    return list(reader.read(decode(data, "x"), "x"))
