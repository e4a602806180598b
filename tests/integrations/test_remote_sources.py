"""Sources on the network, from a server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from archcite.integrations.common import remote_sources
from archcite.integrations.common.library import read_library

ARTICLE = {"type": "article-journal", "title": "A Study", "DOI": "10.1000/182", "author": [{"family": "Roe"}]}
FILES = {
    "/10.1000/182": json.dumps(ARTICLE),
    "/refs.bib": "@book{doe, author={Doe, Jane}, title={Beta}, year=2001}",
    "/broken.bib": "@book{doe, title={Beta",
}


class Server(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Accept", "")))
        text = FILES.get(self.path)
        self.send_response(200 if text else 404)
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server()
    monkeypatch.setenv(remote_sources.CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(remote_sources, "_RESOLVER", f"{made.address}/")
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.mark.parametrize("name", ["doi:10.1000/182", "DOI: 10.1000/182", "https://doi.org/10.1000/182"])
def test_a_doi_is_fetched_once(server: Server, tmp_path: Path, name: str) -> None:
    library = read_library([name], tmp_path, network=True)
    assert library.problems == ()
    assert library.items["doi:10.1000/182"]["title"] == "A Study"
    assert server.asked == [("/10.1000/182", "application/vnd.citationstyles.csl+json")]
    # From now on it is in the cache, where no network is needed.
    assert read_library([name], tmp_path).items == library.items
    assert len(server.asked) == 1


def test_a_file_at_an_address_has_its_own_keys(server: Server, tmp_path: Path) -> None:
    library = read_library([f"{server.address}/refs.bib"], tmp_path, network=True)
    assert list(library.items) == ["doe"]
    assert (
        read_library([f"{server.address}/refs.bib"], tmp_path, library, network=True).files == library.files
    )


@pytest.mark.parametrize("name", ["doi:10.1000/182", "https://example.org/refs.bib"])
def test_nothing_is_fetched_unless_that_is_allowed(server: Server, tmp_path: Path, name: str) -> None:
    library = read_library([name], tmp_path)
    assert library.problems == (
        f"“{name}” is on the network, which is not used: turn on the option “network”, or save it as a file.",
    )
    assert server.asked == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("doi:10.1000/none", "(404: the DOI is not registered): check it."),
        ("{}/none.bib", "(404: Not Found): check it."),
        ("http://127.0.0.1:1/refs.bib", "build again when the network works, or save it as a file."),
        ("http://[::1/refs.bib", "build again when the network works, or save it as a file."),
        ("{}/broken.bib", "broken.bib”"),
    ],
)
def test_what_fails_is_one_sentence(server: Server, tmp_path: Path, name: str, problem: str) -> None:
    library = read_library([name.format(server.address)], tmp_path, network=True)
    assert len(library.problems) == 1
    assert problem in library.problems[0]
    assert str(tmp_path) not in library.problems[0]
    assert name.format(server.address) in library.problems[0]
