"""What the portal's strings are made of: the table of ``portal_vocabulary.toml``, ready to be matched."""

from __future__ import annotations

import functools
import re
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import join_alternatives, pattern

# Each name of the portal has one of these words.
_TELLING = pattern(
    r"\b(?:wilson|digital archive|(?:history|documentation) project|CWIHP|NKIDP|NPIHP|HAPP)\b", re.IGNORECASE
)


def load_vocabulary() -> dict[str, Any]:
    """Return the table of the file."""
    return resources.read_table(__spec__, "portal_vocabulary.toml")


@functools.cache
def build_portal_pattern() -> re.Pattern[str]:
    """Build the pattern of the portal's names, the longest first."""
    vocabulary = load_vocabulary()
    projects = join_alternatives(vocabulary["projects"])
    plain: list[str] = []
    # The names of the projects are written once for all names that begin alike, since there are many.
    endings: dict[str, list[str]] = {}
    for name in vocabulary["portals"]:
        before, has_project, after = name.partition("{}")
        if has_project:
            endings.setdefault(before, []).append(after)
        else:
            plain.append(name)
    names = [join_alternatives(plain)]
    for before, after in endings.items():
        names.append(f"{re.escape(before)}(?:{projects})(?:{join_alternatives(after)})")
    return re.compile(rf"(?:the\s+)?(?:{'|'.join(names)})(?=\s*(?:[,.;:]|$))", re.IGNORECASE)


def is_portal(name: str) -> bool:
    """Return whether a name is one of the portal's.

    >>> is_portal("Wilson Center Digital Archive"), is_portal("the NKIDP Archive"), is_portal("National Archives")
    (True, True, False)
    """
    # The table, and the long pattern that comes of it, are for those that may be one.
    return _TELLING.search(name) is not None and build_portal_pattern().fullmatch(name) is not None


def is_portal_address(url: str) -> bool:
    """Return whether an address is on one of the portal's hosts."""
    return any(host in url for host in load_vocabulary()["hosts"])
