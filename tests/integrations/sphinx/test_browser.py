"""The pages as people read them: in a browser, with a pointer or a keyboard, wide and narrow, light and dark."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..conftest import Browser
    from .conftest import Project

pytestmark = pytest.mark.slow  # needs Chromium, and builds documentation

Make = Callable[..., "Project"]

TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"
THEMES = ["alabaster", "furo"]
PAGES = {
    "index.rst": """\
Index
=====

.. toctree::

   notes
   text

.. bibliography::
   :section-by: repository
""",
    "notes.rst": """\
In notes
========

A note.\\ :note:`@creel, p. 2; see also @kotkin, 33` And one at the end of a line that is as long as a line can be, or
somewhat longer.\\ :note:`@minutes`

.. list-table::

   * - Cells
     - are cut off
     - at their edges.\\ :note:`@minutes, 3; see also @creel, and what lies beside it in the same box; and @kotkin, 3`

.. bibliography::
   :scope: page
""",
    "text.rst": """\
:archcite-style: apa

In the text
===========

Said :cite:`@creel, 2; @minutes; see @kotkin, 3` and :cite:`@kotkin [5]`, and in words that run over the end of
the line :cite:`@minutes; @creel; @kotkin` too.

.. bibliography::
   :scope: page
""",
}

# The corners of a card that is shown: whether each of them is in the window, and not covered or cut off.
CORNERS = """
const card = arguments[0], box = card.getBoundingClientRect(), found = [];
for (const x of [box.left + 4, box.right - 4]) for (const y of [box.top + 4, box.bottom - 4])
  found.push(card.contains(document.elementFromPoint(x, y)));
return found;
"""
CONTRAST = """
const channel = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
const light = colour => {
  const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(channel);
  return .2126 * red + .7152 * green + .0722 * blue;
};
const style = getComputedStyle(arguments[0]);
const [high, low] = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a);
return (high + .05) / (low + .05);
"""
SHOWN = "return [...document.querySelectorAll('.archcite-card')].filter(card => card.offsetWidth);"


@pytest.fixture(scope="module", params=THEMES)
def built(
    request: pytest.FixtureRequest,
    _driver: Any,
    project_in: Make,
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """The folder of a small site."""
    if importlib.util.find_spec(request.param) is None:
        pytest.skip(f"the theme {request.param} is not installed")
    made = project_in(tmp_path_factory.mktemp("site"), PAGES, f'html_theme = "{request.param}"')
    out = made.build("html")
    assert not made.log
    return out


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (360, False), (1200, True), (360, True)])
def test_cards_under_the_pointer(built: Any, browser: Browser, width: int, dark: bool) -> None:
    browser.look(width, dark=dark)
    for page, count in (("notes", 3), ("text", 3)):
        browser.open(built / f"{page}.html")
        cited = browser.run("return [...document.querySelectorAll('.archcite-cited')];")
        assert len(cited) == count and browser.run(SHOWN) == []
        for one in cited:
            browser.point(1, 1)  # or else the card that is shown may lie over the next citation
            x, y = browser.run(
                "arguments[0].scrollIntoView({block: 'center'});"
                "const box = arguments[0].getClientRects()[0];"
                "return [box.left + box.width / 2, box.top + box.height / 2];",
                one,
            )
            browser.point(x, y)
            (card,) = browser.run(SHOWN)
            assert browser.run("return arguments[0].parentNode;", card) == one
            assert browser.run(CORNERS, card) == [True] * 4
            assert browser.run(CONTRAST, card) >= 4.5
            # The pointer can go into the card, to follow a link there or to copy.
            x, y = browser.run(
                "const b = arguments[0].getBoundingClientRect(); return [b.left + 9, b.top + 9];", card
            )
            browser.point(x, y)
            assert browser.run(SHOWN) == [card]
        browser.point(1, 1)
        assert browser.run(SHOWN) == []
        wide = browser.run("return document.documentElement.scrollWidth;")
        assert wide <= width, f"{page} is wider than the window"
    assert browser.errors() == []


def test_cards_by_keyboard(built: Any, browser: Browser) -> None:
    browser.look(1000)
    browser.open(built / "text.html")
    described: dict[str, str] = {}
    for _ in range(120):
        browser.press(TAB)
        found = browser.run(
            "const now = document.activeElement, by = now.getAttribute('aria-describedby');"
            "return by && [now.textContent, document.getElementById(by).textContent, now.getAttribute('href')];"
        )
        if found is None:
            continue
        text, card, target = found
        described[text] = card
        (shown,) = browser.run(SHOWN)
        assert browser.run(CORNERS, shown) == [True] * 4
        assert browser.run("return document.getElementById(arguments[0].slice(1)) !== null;", target)
        browser.press(ESCAPE)
        assert browser.run(SHOWN) == []
        if len(described) == 4:
            break
    # Each link is described by the entry of what it cites.
    assert described["Creel, 1918, p. 2"].startswith("Creel, G. (1918")
    assert described["Kotkin, 1995, p. 3"].startswith("Kotkin, S. (1995)")
    assert described["1995, p. 5"].startswith("Kotkin, S. (1995)")
    assert browser.errors() == []


def test_links_and_the_way_back(built: Any, browser: Browser) -> None:
    browser.look(1000, 400)
    browser.open(built / "text.html")
    follow = "arguments[0].focus(); return arguments[0];"
    browser.run(follow, browser.run("return document.querySelector('.archcite-cited a');"))
    browser.press(ENTER)
    assert browser.run("return location.hash;") == "#archcite-text-bib-1-creel"
    entry = browser.run("return document.querySelector(':target').closest('.archcite-entry');")
    assert browser.run("return arguments[0].textContent;", entry).startswith("Creel, G.")
    browser.run(follow, browser.run("return arguments[0].querySelector('.archcite-back a');", entry))
    browser.press(ENTER)
    assert browser.run("return document.querySelector(':target').textContent;").startswith("(Creel")
    # From the bibliography of the whole to a note on another page, and from that to the text.
    browser.open(built / "index.html")
    browser.run(follow, browser.run("return document.querySelector('.archcite-back a');"))
    browser.press(ENTER)
    assert browser.run("return location.pathname.split('/').pop() + location.hash;") == (
        "notes.html#archcite-notes-note-2"
    )
    assert "“Minutes of" in browser.run("return document.querySelector(':target').textContent;")
    back = "return document.querySelector(':target .label a, :target a.footnote-backreference, :target .fn-backref');"
    browser.run(follow, browser.run(back))
    browser.press(ENTER)
    assert browser.run("return location.hash;") == "#archcite-notes-note-2-reference"
    assert browser.errors() == []
