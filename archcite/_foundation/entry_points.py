"""What other packages add to archcite, through entry points."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint


def find_entry_points(group: str) -> Iterable[EntryPoint]:
    """Find the entry points of a group in all installed packages.

    ``importlib.metadata`` takes as long to load as a citation takes to make, so it is only asked where the group
    is mentioned at all.
    """
    if not _has_group(group):
        return ()
    from importlib.metadata import entry_points as ask

    return ask(group=group)


def _has_group(group: str) -> bool:
    """Return whether an installed package mentions a group, as far as folders on the path can tell.

    What is not a plain folder (a zip file, an importer of an editable package) may well do.
    """
    heading = f"[{group}]".encode()
    for entry in sys.path:
        folder = entry or os.curdir
        if os.path.isfile(folder):
            return True
        try:
            packages = [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for package in packages:
            try:
                with open(os.path.join(folder, package, "entry_points.txt"), "rb") as file:
                    if heading in file.read():
                        return True
            except OSError:
                continue
    return False
