"""A published work in one sentence, as notes and portals write it, into the variables of CSL.

“Milovan Djilas. Wartime. Translated by Michael B. Petrovich. (New York: Harcourt Brace Jovanovich, 1977),
385-387.” The imprint in its brackets is what tells it from an archival reference; who wrote the book stands
before its title, who translated or edited it after that.
"""

from __future__ import annotations

import re
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError
from archcite.formats.common.credit_sentences import extract_credits
from archcite.record import Agent

_IMPRINT = pattern(
    r"\((?P<place>[^():]{2,80}?)(?::\s*(?P<publisher>[^()]{2,120}?))?,\s*(?P<year>(?:1[5-9]|20)\d\d)\)"
)
_AFTER = pattern(
    r"[\s,]*(?:vols?\.?\s*(?P<volume>[\dIVXLC]+)[\s,:]*)?(?:pp?\.?\s*)?(?P<page>\d[\d\s,–—-]*)?[\s.]*(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
# “ed. A. Bee and C. Dee”, “trans. and ed. Eff Gee”
_SHORT_CREDIT = pattern(
    r"[,.]\s+(?P<roles>(?:eds?|trans|comp)\.(?:\s+and\s+(?:ed|trans)\.)?)\s+(?:by\s+)?"
    r"(?P<names>[^\W\d_a-z][^(),]*(?:,\s+(?:and\s+)?[^\W\d_a-z][^(),]*)*?)\s*(?=$|[,.]\s+(?:trans|eds?|vol)\b)"
)
_ROLES = {"ed": "editor", "eds": "editor", "trans": "translator", "comp": "compiler"}
_VOLUME = pattern(r"[\s,.]+vol(?:ume|\.)?\s*(?P<number>\d+|[IVXLC]+)\b[\s,.]*(?P<rest>.*)", re.IGNORECASE)
_CHAPTER = pattern(r"[“\"](?P<title>[^”\"]+?)[,.]?[”\"][,.]?\s+(?:in:?\s+)?", re.IGNORECASE)
# A person as a citation begins with one: given names or initials, particles, a family name.
_NAME = (
    r"(?:[^\W\d_a-z][\w’'-]*\.?\s+|[^\W\d_a-z]\.-?\s*)+"
    r"(?:(?:de|da|di|du|del|van|von|der|den|la|le|bin|ibn|al)\s+)*[^\W\d_a-z][\w’'-]+"
)
_PEOPLE = pattern(rf"(?P<names>{_NAME}(?:,\s+{_NAME})*(?:,?\s+(?:and|&)\s+{_NAME})?)(?P<stop>[.,])\s+")
_JOIN = pattern(r",?\s+(?:and|&)\s+|,\s+")
_LONGEST = 1000


def parse_imprint(text: str) -> dict[str, Any] | None:
    """Return the CSL variables of a book or a part of one; or None without an imprint.

    Names are agents; ``title`` is the book's, and ``part`` that of the chapter, where the text names one.

    >>> found = parse_imprint("Milovan Djilas. Wartime. Translated by Michael B. Petrovich. "
    ...                       "(New York: Harcourt Brace Jovanovich, 1977), 385-387.")
    >>> found["author"][0].name, found["title"], found["translator"][0].name, found["issued"], found["page"]
    ('Milovan Djilas', 'Wartime', 'Michael B. Petrovich', '1977', '385-387')
    >>> parse_imprint("Jianguo yilai Liu Shaoqi wengao, vol. 1 (Beijing: Zhongyang, 2005), 30-37")["volume"]
    '1'
    >>> parse_imprint("RGANI, f. 5, op. 30, d. 273")
    """
    text = " ".join(text.split())
    places = list(_IMPRINT.finditer(text)) if len(text) <= _LONGEST else []
    if not places:
        return None
    imprint = places[-1]
    found: dict[str, Any] = {
        "publisher-place": imprint["place"].strip(),
        "publisher": (imprint["publisher"] or "").strip(),
        "issued": imprint["year"],
    }
    after = _AFTER.fullmatch(text, imprint.end())
    if after:
        found["volume"] = after["volume"]
        found["page"] = (after["page"] or "").strip(" ,")
        found["note"] = after["rest"].strip()
    head, agents = _remove_credits(text[: imprint.start()].strip(" ,;"))
    for agent in agents:
        found.setdefault(agent.role, []).append(agent)
    if volume := _VOLUME.search(head):
        found["volume"] = volume["number"]
        found["volume-title"] = volume["rest"].strip(" ,.")
        head = head[: volume.start()]
    authors, title = _split_author_and_title(head)
    if chapter := _CHAPTER.match(title):
        found["part"], title = chapter["title"], title[chapter.end() :]
        editors, rest = _split_author_and_title(title)
        if editors:
            found.setdefault("container-author", []).extend(editors)
            title = rest
    found["author"] = authors
    found["title"] = title.strip(" ,.")
    return {variable: value for variable, value in found.items() if value} if found["title"] else None


def _remove_credits(text: str) -> tuple[str, list[Agent]]:
    """Return a text without the names of those who translated or edited the work, and these."""
    agents: list[Agent] = []
    while (credits := extract_credits(text)).agents:
        agents.extend(credits.agents)
        text = " ".join(filter(None, (credits.before.rstrip(" ,;"), credits.after)))
    while short := _SHORT_CREDIT.search(text):
        roles = [_ROLES[word] for word in re.findall(r"[a-z]+(?=\.)", short["roles"])]
        names = _JOIN.split(short["names"].strip(" ."))
        agents.extend(agent for role in roles for name in names if (agent := _parse_person(name, role)))
        text = f"{text[: short.start()]}{text[short.end() :]}"
    return text.strip(" ,;"), agents


def _split_author_and_title(text: str) -> tuple[list[Agent], str]:
    people = _PEOPLE.match(text)
    if people is None or not text[people.end() :].strip():
        return [], text
    names = [agent for name in _JOIN.split(people["names"]) if (agent := _parse_person(name, "author"))]
    return names, text[people.end() :]


def _parse_person(name: str, role: str) -> Agent | None:
    try:
        return Agent.parse(name, role)
    except RecordError:
        return None
