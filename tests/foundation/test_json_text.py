"""Indented JSON is what the standard library writes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite._foundation.json_text import format_json

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
)


@given(PLAIN)
def test_it_is_that_of_the_standard_library(value: Any) -> None:
    assert format_json(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_what_is_not_plain_is_refused() -> None:
    with pytest.raises(TypeError):
        format_json([{"a": object()}])
