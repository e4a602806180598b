"""What the playground of the documentation does in Python, without a browser."""

from __future__ import annotations

import doctest
import json
from typing import Any

import pytest

from docs import playground_engine

REFERENCE = "RGANI, f. 5, op. 30, d. 273, ll. 12-15"
BOOK = "TY  - BOOK\nAU  - Deletant, Dennis\nTI  - Communist Terror in Romania\nPY  - 1999\nER  - "
LETTER = "kind: letter\ntitle: Letter on the harvest\ndate: 1958\nrepository: RGANI\n"


def ask(text: str, **choices: str) -> dict[str, Any]:
    question = {"text": text, "style": "chicago", "form": "note", "locale": "", "locator": "", **choices}
    found: dict[str, Any] = json.loads(playground_engine.answer(json.dumps(question)))
    return found


def test_examples() -> None:
    assert doctest.testmod(playground_engine).failed == 0


@pytest.mark.parametrize(
    ("text", "choices", "format", "start"),
    [
        (REFERENCE, {}, "text", "RGANI, f. 5, op. 30, d. 273"),
        (BOOK, {"form": "entry"}, "html", "Deletant, Dennis. <i>Communist Terror"),
        (BOOK, {"locator": "p. 12"}, "markdown", "Dennis Deletant, *Communist Terror in Romania* (1999), 12"),
        (LETTER, {"style": "bundesarchiv", "locale": "de-DE"}, "text", "„Letter on the harvest“"),
        (LETTER, {}, "rtf", "{\\rtf1"),
    ],
)
def test_a_text_is_cited(text: str, choices: dict[str, str], format: str, start: str) -> None:
    found = ask(text, **choices)
    assert found["citations"][format].startswith(start)
    assert len(found["records"]) == 1
    assert all(name and value for name, value in found["records"][0])


def test_citations_with_an_empty_line_between_them() -> None:
    one = "Clara H. Abey to Johnson, 14 December 1912, box 1, Johnson fonds, McMaster University Library"
    found = ask(f"{one}\n\n{one.replace('14', '15')}\n\nnothing that is a citation")
    assert len(found["records"]) == len(found["citations"]["text"].splitlines()) == 2
    assert "“nothing that is a citation” is not an archival citation" in found["problems"][0]["message"]


@pytest.mark.parametrize(
    ("text", "choices", "sentence"),
    [
        ("title: x\ndate: 1918-09-2x", {}, "“1918-09-2x” is not a valid date"),
        (LETTER, {"locale": "xx-YY"}, "CSL has no terms in “xx-YY”"),
        (LETTER, {"style": "chicagoo"}, "did you mean “chicago”?"),
        (LETTER, {"form": "poem"}, "Unknown form “poem”"),
        ("\n".join(BOOK for _ in range(51)), {}, "The text has 51 records; the first 50 are shown."),
    ],
)
def test_a_problem_is_reported(text: str, choices: dict[str, str], sentence: str) -> None:
    assert [each for each in ask(text, **choices)["problems"] if sentence in each["message"]]


def test_a_format_that_needs_lxml(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(text: str) -> None:
        raise ModuleNotFoundError("No module named 'lxml'", name="lxml")

    monkeypatch.setattr("archcite.loads", load)
    (problem,) = ask("<ead/>")["problems"]
    assert problem["message"].startswith("This format cannot be read in a browser, since it needs lxml")


def test_nothing_is_asked() -> None:
    assert ask(" \n") == {"problems": [], "records": [], "citations": {}}
