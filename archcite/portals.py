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

    def public_address(self, url: str) -> str | None:
        """The public address of the document that an address is to; None where it is none of a document."""
        split = urlsplit(url)
        tail = split.path + (f"?{split.query}" if split.query else "")
        found = self.path.fullmatch(tail)
        return self.address.format(document=found["document"]) if found else None


def portal_of(url: str) -> Portal | None:
    """The portal that an address is of, on whatever host.

    >>> portal_of("https://wilson-center.example.net/document/110474").name
    'Wilson Center Digital Archive'
    >>> portal_of("https://example.org/document/110474")
    """
    host = host_of(url)
    return next((one for one in portals() if host == one.host or one.other_hosts.fullmatch(host)), None)


def portal_named(name: str) -> Portal | None:
    """The portal of that name, present or former."""
    folded = name.casefold().removeprefix("the ")
    return next(
        (one for one in portals() if folded in (known.casefold() for known in (one.name, *one.former))), None
    )


def host_of(url: str) -> str:
    """The host of an address, in small letters; empty where it has none.

    >>> host_of("https://Example.org:8080/a"), host_of("http://[")
    ('example.org', '')
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@functools.cache
def portals() -> tuple[Portal, ...]:
    """All portals of the table."""
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
