"""Sources on the network, for builds that may use it: a DOI (``doi:10.1000/182``) or the address of a file.

Each source is fetched once and kept in a cache; a later build needs no network.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from archcite._foundation.files import report_write_errors, write_file
from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError

if TYPE_CHECKING:
    from urllib.request import Request

# The folder of the cache, if not the usual one.
CACHE_VARIABLE = "ARCHCITE_CACHE"
_ADDRESS = pattern(r"https?://\S+", re.IGNORECASE)
_DOI = pattern(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/\S+)", re.IGNORECASE)
_QUERY = pattern(r"[?#].*", re.DOTALL)
_RESOLVER = "https://doi.org/"
_CSL_JSON = "application/vnd.citationstyles.csl+json"
_SECONDS = 20
_MAX_BYTES = 50_000_000


def is_remote(name: str) -> bool:
    """Return whether the name of a source is a DOI or an address.

    >>> is_remote("doi:10.1000/182"), is_remote("https://example.org/refs.bib"), is_remote("refs.bib")
    (True, True, False)
    """
    return _ADDRESS.fullmatch(name) is not None or _DOI.fullmatch(name) is not None


def find_key(name: str) -> str | None:
    """Return the key of a source that is named by its DOI; None for a file, whose records have keys of their own.

    >>> find_key("https://doi.org/10.1000/182"), find_key("https://example.org/refs.bib")
    ('doi:10.1000/182', None)
    """
    found = _DOI.fullmatch(name)
    return f"doi:{found[1]}" if found else None


def fetch_source(name: str, *, network: bool) -> Path:
    """Return the file in the cache for a DOI or an address, which is fetched if it is not there.

    Raises :class:`~archcite.errors.SourceError` if it would have to be fetched and ``network`` is false, or if that
    fails.
    """
    path = _find_cache() / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}{_find_ending(name)}"
    if path.exists():
        return path
    if not network:
        raise SourceError(
            f"“{name}” is on the network, which is not used: turn on the option “network”, or save it as a file."
        )
    data = _fetch(name)
    with report_write_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, data)
    return path


def _find_cache() -> Path:
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "archcite"


def _find_ending(name: str) -> str:
    """Find the ending of the file, which some readers ask for."""
    if _DOI.fullmatch(name):
        return ".json"
    ending = os.path.splitext(_QUERY.sub("", name))[1]
    return ending if ending[1:].isalnum() and len(ending) < 8 else ""


def _build_request(name: str) -> Request:
    from urllib.request import Request

    headers = {"User-Agent": "archcite (https://github.com/archcite/archcite)"}
    found = _DOI.fullmatch(name)
    if found is None:
        return Request(name, headers=headers)
    return Request(_RESOLVER + quote(found[1]), headers={**headers, "Accept": _CSL_JSON})


def _fetch(name: str) -> bytes:
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import build_opener

    try:
        with build_opener().open(_build_request(name), timeout=_SECONDS) as answer:
            data: bytes = answer.read(_MAX_BYTES + 1)
    except HTTPError as error:
        known = "the DOI is not registered" if error.code == 404 and find_key(name) else error.reason
        raise SourceError(f"“{name}” could not be fetched ({error.code}: {known}): check it.") from None
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise SourceError(
            f"“{name}” could not be fetched ({reason}): build again when the network works, or save it as a file."
        ) from None
    if len(data) > _MAX_BYTES:
        raise SourceError(f"“{name}” has more than {_MAX_BYTES // 1_000_000} MB: save it as a file.")
    return data
