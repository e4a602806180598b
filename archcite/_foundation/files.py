"""Write files completely or not at all, and report what prevents it in one sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from archcite._foundation.lazy_regex import pattern
from archcite.errors import OutputError

# Names that a system has for what a process has opened: a new file of that name would not be what is open.
_OPEN_FILE = pattern(r"/dev/(?:(stdout|stderr)|fd/(\d+))")
_STANDARD = {"stdout": 1, "stderr": 2}


def write_file(
    path: str | os.PathLike[str], content: str | bytes | Iterable[str], *, overwrite: bool = True
) -> None:
    """Write a file beside its destination and rename it, so that there is never half a file.

    Text, in one piece or in several, is written in UTF-8, with its line ends as they are. A symbolic link is
    followed, and an existing file keeps its permissions. What is not a regular file (a pipe, a device), or is open
    already (``/dev/stdout``), is written to directly. With ``overwrite=False`` an existing file is left alone.

    Raises :class:`~archcite.errors.OutputError` if the system does not allow it, or if the file exists and
    ``overwrite`` is false. No temporary file is left behind.

    >>> write_file("missing/a.txt", "text")
    Traceback (most recent call last):
    archcite.errors.OutputError: “missing/a.txt” could not be written: the folder “missing” does not exist.
    """
    name = os.fspath(path)
    pieces: Iterable[str | bytes] = (content,) if isinstance(content, (str, bytes)) else content
    data = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    target = os.path.realpath(name)
    try:
        if opened := _OPEN_FILE.fullmatch(os.path.abspath(name)):
            with open(_STANDARD.get(opened[1]) or int(opened[2]), "wb", closefd=False) as file:
                file.writelines(data)
            return
        mode = _get_mode(target)
        if mode is not None and not overwrite:
            raise OutputError(f"“{name}” already exists: move it away, or choose another name.")
        if mode is not None and not stat.S_ISREG(mode):
            with open(target, "wb") as file:
                file.writelines(data)
            return
        _replace_file(target, data, mode)
    except OSError as error:
        raise _build_error(name, target, error) from None


@contextmanager
def report_write_errors(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn an OSError while writing a file or a folder into an OutputError, as a context manager.

    Raises :class:`~archcite.errors.OutputError`, as :func:`write_file` does.

    >>> with report_write_errors("missing/folder"):
    ...     os.mkdir("missing/folder")
    Traceback (most recent call last):
    archcite.errors.OutputError: “missing/folder” could not be written: the folder “missing” does not exist.
    """
    try:
        yield
    except OSError as error:
        raise _build_error(os.fspath(path), os.path.realpath(path), error) from None


def _replace_file(target: str, data: Iterable[bytes], mode: int | None) -> None:
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is write-protected")
    folder, base = os.path.split(target)
    # Not tempfile: its files are private (0600), and importing it costs more than writing does.
    temporary = os.path.join(folder, f".{base[:60]}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.writelines(data)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:  # Ctrl-C as well: the temporary file goes in any case
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _get_mode(path: str) -> int | None:
    """Return the type and permissions of a file, or None if the file does not exist."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _build_error(name: str, target: str, error: OSError) -> OutputError:
    return OutputError(f"“{name}” could not be written: {_explain(error, target)}.")


def _explain(error: OSError, target: str) -> str:
    folder = os.path.dirname(target)
    if isinstance(error, (FileNotFoundError, NotADirectoryError)) and not os.path.isdir(folder):
        return f"the folder “{os.path.relpath(folder)}” does not exist"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return error.strerror or type(error).__name__
