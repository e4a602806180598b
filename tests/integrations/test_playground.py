"""The playground of the documentation: built with Pyodide, served, and used in Chromium as a person would."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from docs import build_playground

pytestmark = pytest.mark.slow

CONFIGURATION = """extensions = ["myst_parser"]
html_theme = "furo"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["pages.css"]
suppress_warnings = ["myst.xref_missing"]
"""
REFERENCE = "RGANI, f. 5, op. 30, d. 273, ll. 12-15"
SHOWN = "const field = document.getElementById(arguments[0]); return field.checkVisibility() ? field.innerText : ''"
RIS = "TY  - BOOK\nAU  - Deletant, Dennis\nTI  - Communist Terror in Romania\nPB  - Hurst\nPY  - 1999\nER  - "
YAML = "kind: letter\ntitle: Letter on the harvest\ndate: 1958\nrepository: RGANI\n"


@pytest.fixture(scope="session")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the playground alone, without what it runs on."""
    source = tmp_path_factory.mktemp("playground")
    (source / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (source / "_static").symlink_to(root / "docs" / "_static")
    page = (root / "docs" / "playground.md").read_text(encoding="utf-8")
    (source / "index.md").write_text(page, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", source, source / "html"], check=True)
    return source / "html"


@pytest.fixture(scope="session")
def built(pages: Path) -> Path:
    pyodide = build_playground.find_pyodide()
    if pyodide is None:
        pytest.skip(
            "the playground runs on Pyodide, which is not here: npm install pyodide, or ARCHCITE_PYODIDE"
        )
    build_playground.build(pages, pyodide)
    return pages


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """A server of a folder, which returns its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/index.html"

    def stop() -> None:
        for server in servers:
            server.shutdown()
            server.server_close()
        servers.clear()

    start.stop = stop  # type: ignore[attr-defined]
    yield start
    stop()


def _await(browser: Any, element: str, text: str, seconds: int = 180) -> str:
    """Return the text of an element as soon as it has a part of it."""
    shown = ""
    for _ in range(seconds * 5):
        shown = browser.run(SHOWN, f"playground-{element}")
        if text in shown:
            return str(shown)
        time.sleep(0.2)
    raise AssertionError(f"{element} does not have “{text}”: {shown}")


def _replace_text(browser: Any, text: str) -> None:
    browser.run("const field = document.getElementById('playground-text'); field.focus(); field.select()")
    browser.type(text)


def _choose(browser: Any, field: str, value: str) -> None:
    script = """const field = document.getElementById(arguments[0]); field.value = arguments[1];
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));"""
    browser.run(script, f"playground-{field}", value)


def test_three_texts_are_typed_and_cited(built: Path, browser: Any, serve: Callable[[Path], str]) -> None:
    address = serve(built)
    browser.look(390)
    browser.visit(address)
    _await(browser, "citation", "trans. Delia Razdolescu")  # the example that the page begins with

    _replace_text(browser, REFERENCE)
    assert _await(browser, "citation", "d. 273").strip() == "RGANI, f. 5, op. 30, d. 273, ll. 12–15."
    _await(browser, "problems", "A105")

    _replace_text(browser, RIS)
    _await(browser, "citation", "Communist Terror")
    assert browser.run("return document.querySelector('#playground-citation i').textContent").startswith(
        "Communist"
    )
    assert "Hurst" in _await(browser, "fields", "publisher")
    _await(browser, "problems", "No problems found.")

    _replace_text(browser, YAML)
    _await(browser, "citation", "Harvest")
    _choose(browser, "style", "mla")
    _choose(browser, "form", "entry")
    _choose(browser, "format", "html")
    _await(browser, "citation", "“Letter on the Harvest.” 1958.")
    state = browser.run("return location.hash")
    width = browser.run("return document.documentElement.scrollWidth")
    assert width <= 390

    browser.visit("about:blank")
    browser.visit(address + state)
    assert "Letter on the Harvest" in _await(browser, "citation", "Harvest")
    assert browser.run("return document.getElementById('playground-style').value") == "mla"
    assert browser.errors() == []


def test_it_works_offline_once_loaded(built: Path, browser: Any, serve: Any) -> None:
    address = serve(built)
    browser.visit(address)
    _await(browser, "offline", "without a network")
    browser.visit("about:blank")
    serve.stop()
    with pytest.raises(urllib.error.URLError, match="refused"):
        urllib.request.urlopen(address)
    browser.visit(address)
    _replace_text(browser, REFERENCE)
    assert _await(browser, "citation", "d. 273").strip() == "RGANI, f. 5, op. 30, d. 273, ll. 12–15."
    assert (
        browser.run("return getComputedStyle(document.querySelector('.playground-choices')).display")
        == "grid"
    )


def test_a_link_cannot_bring_markup_into_the_page(
    built: Path, browser: Any, serve: Callable[[Path], str]
) -> None:
    text = json.dumps(
        {"title": '<img src=x onerror="document.title=1"> of a letter', "date": "1958", "kind": "letter"}
    )
    browser.visit(serve(built) + "#style=chicago&text=" + text.replace(" ", "+"))
    _await(browser, "citation", "Of a Letter")  # a tag is not a word: the first one is “of”
    assert (
        browser.run("return document.querySelectorAll('form.playground img, form.playground script').length")
        == 0
    )
    assert browser.run("return document.title") != "1"


def test_the_page_says_that_the_playground_is_not_built(
    pages: Path, browser: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    plain = tmp_path / "html"
    subprocess.run(["cp", "-r", pages, plain], check=True)
    subprocess.run(["rm", "-rf", plain / "_static" / "playground"], check=True)
    browser.visit(serve(plain))
    _await(browser, "status", "not part of this build", 20)
    assert browser.run("return document.getElementById('playground-text').disabled") is True
