"""The pages of a site as people read them: cards under the pointer and for the keyboard, links there and back."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..conftest import Browser
    from .conftest import Project

pytestmark = pytest.mark.slow  # needs Chromium, and builds documentation

Make = Callable[..., "Project"]

TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"
PAGES = {
    "index.md": """\
# Notes

A note [@creel, p. 2; see also @kotkin, 33], and one in a sentence.[^1]

[^1]: Own [@minutes].
""",
    "text.md": "---\narchcite-style: apa\n---\n# Text\n\nSaid [@creel, 2; @kotkin].\n",
    "sources.md": "# Sources\n\n[[bibliography section-by=repository]]\n",
}
# A theme that asks no other host for anything, so that no error in the console is one of the network.
THEME = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ page.title }}</title><link rel="icon" href="data:,">
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path | url }}">{% endfor %}</head>
<body>{{ page.content }}{% for script in config.extra_javascript %}{{ script | script_tag }}{% endfor %}</body>
</html>
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def site(project: Make) -> Iterator[str]:
    """The address of a site that is served."""
    made = project(PAGES)
    made.write("theme/main.html", THEME)
    config = (made.folder / "mkdocs.yml").read_text().replace("  - search\n", "")
    made.write("mkdocs.yml", config.replace("theme: mkdocs", "theme: {name: null, custom_dir: theme}"))
    folder = made.build(strict=True)
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


CARDS = """
const seen = [...document.querySelectorAll(".archcite-card")].filter(card => getComputedStyle(card).display != "none");
const window_ = {width: innerWidth, height: innerHeight};
return seen.map(card => ({text: card.innerText, box: card.getBoundingClientRect().toJSON(), ...window_}));
"""
CENTRE = """
const box = document.querySelector(arguments[0]).getClientRects()[0];
return [box.left + box.width / 2, box.top + box.height / 2]
"""


def cards(browser: Browser) -> list[str]:
    """The texts of the cards that are seen; each is within the window."""
    found = browser.run(CARDS)
    for one in found:
        box = one["box"]
        assert box["left"] >= 0 and box["right"] <= one["width"] + 1 and box["bottom"] <= one["height"] + 1
    return [one["text"] for one in found]


@pytest.mark.parametrize("width", [1200, 360])
def test_a_note_under_the_pointer_and_with_the_keyboard(site: str, browser: Browser, width: int) -> None:
    browser.visit(site)
    browser.look(width)
    assert cards(browser) == []
    browser.point(*browser.run(CENTRE, "a.footnote-ref"))
    assert [one[:32] for one in cards(browser)] == ["George Creel to Edward M. House,"]
    browser.press(ESCAPE)
    assert cards(browser) == []
    browser.point(1, 1)
    browser.press(TAB)
    assert [one[:32] for one in cards(browser)] == ["George Creel to Edward M. House,"]
    described = browser.run("return document.activeElement.getAttribute('aria-describedby')")
    assert browser.run("return document.getElementById(arguments[0]).innerText", described).startswith(
        "George Creel"
    )
    assert browser.errors() == []


def test_links_lead_there_and_back(site: str, browser: Browser) -> None:
    browser.visit(site)
    browser.run("document.querySelector('.archcite-note a.archcite-cite').click()")
    assert browser.run("return location.pathname + location.hash") == "/sources/#archcite-sources-bib-1-creel"
    target = "return document.querySelector(':target').parentElement.innerText"
    assert browser.run(target).startswith("Creel, George")
    browser.run("document.querySelector(':target').parentElement.querySelector('.archcite-back a').click()")
    assert browser.run("return location.pathname + location.hash") == "/#fn:archcite-index-note-1"
    assert browser.run("return document.querySelector(':target').innerText").startswith("George Creel to")
    assert browser.errors() == []


def test_a_citation_in_the_text_has_the_entries_in_its_card(site: str, browser: Browser) -> None:
    browser.visit(f"{site}text/")
    browser.look(1000)
    browser.point(*browser.run(CENTRE, ".archcite-cited a"))
    (card,) = cards(browser)
    assert "Creel, G. (1918, September 25)" in card and "Kotkin, S. (1995)" in card
    assert browser.errors() == []


def test_pages_that_are_put_into_this_one_have_cards(site: str, browser: Browser, tmp_path: Path) -> None:
    """As Material for MkDocs does with its instant navigation: a stream tells of each page."""
    browser.visit(f"{site}sources/")
    browser.run(
        """
        window.document$ = {told: [], subscribe(one) { this.told.push(one); one(); }};
        const again = document.createElement("script");
        again.src = document.querySelector("script[src*=archcite]").src;
        document.body.append(again);
        """
    )
    browser.run(
        "const done = fetch('/').then(one => one.text()).then(text => {"
        "document.body.innerHTML = new DOMParser().parseFromString(text, 'text/html').body.innerHTML;"
        "document$.told.forEach(one => one())}); return done"
    )
    browser.look(360)
    browser.point(*browser.run(CENTRE, "a.footnote-ref"))
    assert len(cards(browser)) == 1
