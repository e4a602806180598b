"""The scripts of the documentation's own pages, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

PAGE = """<!doctype html><title>Gallery</title><section id="gallery"><h1>Gallery</h1>
<section><h2>Letter<a href="#">¶</a></h2><div class="highlight"><pre>id: letter</pre></div>
<table><thead><tr><th>style<th>form<th>citation</thead>
<tbody><tr><td>apa<td>note<td>1<tr><td>mla<td>note<td>2<tr><td>apa<td>bibliography<td>3</tbody></table></section>
<section><h2>Map</h2><table><thead><tr><th>style<th>form<th>citation</thead>
<tbody><tr><td>mla<td>note<td>4</tbody></table></section>
<section id="authorities"><h2>Authorities</h2><table><thead><tr><th>style<th>country<th>authority</thead>
<tbody><tr><td>apa<td>France<td><a href="#">APA 7</a><tr><td>mla<td>Chile<td>MLA 9</tbody></table></section></section>
<script src="gallery.js"></script><script src="copy.js"></script>"""
CHOOSE = """const select = document.getElementById("gallery-" + arguments[0]); select.value = arguments[1];
select.dispatchEvent(new Event("change"));"""
SHOWN = """return [...document.querySelectorAll("section:not(#authorities) > table tbody tr")]
.filter((row) => row.offsetParent).map((row) => row.cells[2].textContent).join("");"""


@pytest.fixture
def gallery(browser: Any, root: Path, tmp_path: Path) -> Any:
    for name in ("gallery.js", "copy.js"):
        text = (root / "docs" / "_static" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "gallery.html"
    page.write_text(PAGE, encoding="utf-8")
    browser.open(page)
    return browser


def test_the_gallery_shows_what_is_chosen(gallery: Any) -> None:
    assert gallery.run(SHOWN) == "1234"
    for field, value, shown in (
        ("style", "apa", "13"),
        ("form", "note", "1"),
        ("style", "", "124"),
        ("kind", "Map", "4"),
        ("kind", "", "124"),
        ("form", "", "1234"),
        ("country", "Chile", "24"),
        ("style", "mla", "24"),
        ("kind", "Map", "4"),
    ):
        gallery.run(CHOOSE, field, value)
        assert gallery.run(SHOWN) == shown, (field, value)
    assert gallery.run("return document.querySelectorAll('section > section')[0].hidden") is True
    assert gallery.run("return document.querySelector('.gallery-filter p').innerText") == "Authority: MLA 9"
    labels = "return [...document.querySelectorAll('label')].every((each) => each.control)"
    assert gallery.run(labels) is True
    assert gallery.errors() == []
