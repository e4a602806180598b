"""Lists of references: nothing that goes in is missing in what comes out, and it is shorter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.notation import list_references, parse_reference
from archcite.record import Part


@pytest.mark.parametrize(
    ("archive", "references", "expected"),
    [
        ("RGANI", ["f. 5, op. 30, d. 273", "f. 5, op. 30, d. 10", "f. 89"], "f. 5, op. 30, d. 10, 273; f. 89"),
        ("RGANI", ["ф. 5, оп. 30, д. 2", "ф. 5, оп. 30, д. 3"], "ф. 5, оп. 30, д. 2, 3"),
        ("AVPRF", ["f. 0102, op. 13, p. 72, d. 5", "f. 0102, op. 13, p. 72, d. 6"], "f. 0102, op. 13, p. 72, d. 5, 6"),
        ("MNL OL", ["288. f. 5/60. ő. e.", "288. f. 5/61. ő. e."], "288. f. 5/60., 5/61. ő. e."),
        ("BArch", ["B 136/59748", "B 136/59750", "DY 30/3390"], "B 136/59748, 59750; DY 30/3390"),
        ("TNA", ["FO 371/1234", "FO 371/1235", "FO 371/1236"], "FO 371/1234–1236"),
        ("NARA", ["RG 59, Lots, box 4, folder 2", "RG 59, Lots, box 4, folder 3"], "RG 59, Lots, box 4, folders 2, 3"),
    ],
)  # fmt: skip
def test_lists(archive: str, references: list[str], expected: str) -> None:
    paths = [parse_reference(text, archive).parts for text in references]
    assert list_references(paths, repository=archive) == expected
    assert list_references(reversed(paths), repository=archive) == expected


numbers = st.integers(1, 30).map(str)
paths = st.lists(
    st.tuples(numbers, numbers, numbers).map(
        lambda path: (
            Part("fonds", "f.", path[0]),
            Part("series", "op.", path[1]),
            Part("file", "d.", path[2]),
        )
    ),
    min_size=1,
    max_size=12,
)


@given(paths)
def test_every_file_can_be_read_again(paths: list[tuple[Part, ...]]) -> None:
    """Taken apart at its labels, a list is the paths that it was made of."""
    found, at = set(), {}
    for label, values in re.findall(r"(f|op|d)\. ([\d, –]+)", list_references(paths, repository="RGANI")):
        for value in values.strip(" ,").split(", "):
            first, _, last = value.partition("–")
            for number in range(int(first), int(last or first) + 1):
                at[label] = str(number)
                if label == "d":
                    found.add((at["f"], at["op"], at["d"]))
    assert found == {tuple(part.value for part in path) for path in paths}
