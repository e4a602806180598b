"""Portals whose public addresses and names are known: the table of ``portals.toml``."""

from __future__ import annotations

import functools
import re
from urllib.parse import urlsplit

from attrs import frozen

from archcite._foundation import resources


@frozen
class Portal:
    """A portal as the table has it."""

    name: str
    host: str
    address: str
    path: re.Pattern[str]
    other_hosts: re.Pattern[str]
    former: tuple[str, ...] = ()

    def find_public_address(self, url: str) -> str | None:
        """Return the public address of the document that an address points to, or None."""
        split = urlsplit(url)
        tail = split.path + (f"?{split.query}" if split.query else "")
        found = self.path.fullmatch(tail)
        return self.address.format(document=found["document"]) if found else None


def find_portal(url: str) -> Portal | None:
    """Return the portal that an address belongs to, on whatever host, or None.

    >>> find_portal("https://wilson-center.example.net/document/110474").name
    'Wilson Center Digital Archive'
    >>> find_portal("https://example.org/document/110474")
    """
    host = get_host(url)
    if not host:
        return None
    return next((one for one in load_portals() if host == one.host or one.other_hosts.fullmatch(host)), None)


def find_portal_by_name(name: str) -> Portal | None:
    """Return the portal that has or had a name, or None."""
    folded = name.casefold().removeprefix("the ")
    return next(
        (one for one in load_portals() if folded in (known.casefold() for known in (one.name, *one.former))),
        None,
    )


def get_host(url: str) -> str:
    """Return the host of an address, in lower case, or an empty string.

    >>> get_host("https://Example.org:8080/a"), get_host("http://[")
    ('example.org', '')
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@functools.cache
def load_portals() -> tuple[Portal, ...]:
    """Return all portals of the table."""
    table = resources.read_table(__spec__, "portals.toml")["portal"]
    return tuple(
        Portal(
            entry["name"],
            entry["host"],
            entry["address"],
            re.compile(entry["path"]),
            re.compile("|".join(entry["other_hosts"]), re.IGNORECASE),
            tuple(entry["former"]),
        )
        for entry in table
    )
