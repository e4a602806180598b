"""Roles as the MARC relators that catalogues know, as data (MARC Code List for Relators)."""

from __future__ import annotations

from collections.abc import Mapping

# Role -> code and term. Roles that are not here have no relator, and are written as they are.
RELATORS: Mapping[str, tuple[str, str]] = {
    "author": ("aut", "author"),
    "collector": ("col", "collector"),
    "compiler": ("com", "compiler"),
    "composer": ("cmp", "composer"),
    "contributor": ("ctb", "contributor"),
    "director": ("drt", "director"),
    "donated-by": ("dnr", "donor"),
    "editor": ("edt", "editor"),
    "illustrator": ("ill", "illustrator"),
    "interviewee": ("ive", "interviewee"),
    "interviewer": ("ivr", "interviewer"),
    "narrator": ("nrt", "narrator"),
    "performer": ("prf", "performer"),
    "photographer": ("pht", "photographer"),
    "producer": ("pro", "producer"),
    "recipient": ("rcp", "addressee"),
    "speaker": ("spk", "speaker"),
    "transcribed-by": ("trc", "transcriber"),
    "translator": ("trl", "translator"),
}
