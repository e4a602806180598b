"""Wrong arguments are one sentence, and never a bare error of Python."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import attrs
import pytest

import archcite
from archcite import Agent, ArchciteError, Holding, Pages, Record

RECORD = Record(id="a", title="Letter", date="1958", agents=[Agent.parse("George Creel")])


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda: Record(author="George Creel"), 'archcite.loads({"author": …})'),  # type: ignore[call-arg]
        (lambda: Record(titel="Letter"), "did you mean “title”?"),  # type: ignore[call-arg]
        (lambda: Record("Letter"), "takes its arguments by name"),  # type: ignore[misc]
        (lambda: Record(agents=["George Creel"]), "Agent.parse('George Creel')"),  # type: ignore[list-item]
        (lambda: Agent("George Creel"), 'Agent.parse("George Creel", "author")'),  # type: ignore[misc]
        (lambda: Agent(name="George Creel"), 'Agent.parse("George Creel", "author")'),  # type: ignore[call-arg]
        (lambda: Holding(fonds="f. 5"), 'Part("fonds", "f.", "5")'),  # type: ignore[call-arg]
        (lambda: Holding(None, (), None, "", 5), 'Part("fonds", "f.", "5")'),  # type: ignore[arg-type, call-arg]
        (lambda: Pages(5), "write it in quotes"),  # type: ignore[arg-type]
        (lambda: archcite.parse(5), "give it as text"),  # type: ignore[arg-type]
        (lambda: archcite.merge([5]), "is not a record"),  # type: ignore[list-item]
        (lambda: archcite.merge("letters.yaml"), "read_all"),  # type: ignore[arg-type]
        (lambda: archcite.to_bibtex("letters.yaml"), "read_all"),  # type: ignore[arg-type]
        (lambda: archcite.to_biblatex([5]), "is not a record"),  # type: ignore[list-item]
        (lambda: archcite.to_csl_item({"title": "A"}), "archcite.loads()"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_argument_says_what_to_write(call: Callable[[], object], hint: str) -> None:
    with pytest.raises(ArchciteError) as raised:
        call()
    assert hint in str(raised.value) and "\n" not in str(raised.value)


def test_what_is_advised_works() -> None:
    (record,) = archcite.loads({"author": "George Creel", "date": "1918"})
    assert [agent.name for agent in record.agents("author")] == ["George Creel"]
    assert Agent.parse("George Creel", "author").role == "author"
    assert archcite.merge(RECORD) == [RECORD]


def test_an_error_inside_a_class_is_not_taken_for_a_wrong_argument() -> None:
    class Broken:
        def __iter__(self) -> None:
            raise TypeError("broken")

    with pytest.raises(TypeError, match="broken"):
        Record(agents=Broken())  # type: ignore[arg-type]


def test_records_are_copied_and_pickled_as_before() -> None:
    assert pickle.loads(pickle.dumps(RECORD)) == RECORD
    assert attrs.evolve(RECORD, title="Note").title == "Note" == RECORD.replace(title="Note").title
    assert Record.from_dict(RECORD.to_dict()) == RECORD
