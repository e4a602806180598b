"""What the portal's strings are made of: the table of ``portal_vocabulary.toml``, ready to be matched."""

from __future__ import annotations

import functools
import re
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern

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
    projects = "|".join(map(re.escape, sorted(vocabulary["projects"], key=len, reverse=True)))
    longest = sorted(vocabulary["portals"], key=len, reverse=True)
    names = (f"(?:{projects})".join(map(re.escape, name.split("{}"))) for name in longest)
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
