"""What an archival source is: frozen, hashable classes in archivists' own terms.

Knows no format and no style; a record is made by a reader and printed through a writer.
"""

from __future__ import annotations

from archcite.record.agent import Agent
from archcite.record.date import ArchivalDate
from archcite.record.holding import Holding, Pages, Part, Repository
from archcite.record.online_copy import OnlineCopy
from archcite.record.publication import Publication, Source, revise
from archcite.record.record import ItemAsRead, Record

__all__ = [
    "Agent",
    "ArchivalDate",
    "Holding",
    "ItemAsRead",
    "OnlineCopy",
    "Pages",
    "Part",
    "Publication",
    "Record",
    "Repository",
    "Source",
    "revise",
]
