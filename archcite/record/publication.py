"""A published work: its CSL item, whole, and what records and published works have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import format_value
from archcite.errors import RecordError, SourceLocation
from archcite.record.agent import Agent
from archcite.record.arguments import explain_arguments
from archcite.record.converters import format_repr, to_tuple
from archcite.record.csl_variables import (
    DATE_ERRORS,
    CslVariables,
    copy_plain,
    from_agent,
    is_names,
    to_agent,
    to_date,
)
from archcite.record.date import ArchivalDate
from archcite.record.holding import Holding
from archcite.record.online_copy import OnlineCopy
from archcite.record.record import Record
from archcite.record.vocabulary import DEFAULT_CSL_TYPE, KIND_OF_TYPE, ROLES

_TAG = pattern(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_ROLE_OF = {variable: role for role, variable in reversed(ROLES.items()) if variable} | {"author": "author"}
_NO_HOLDING = Holding()


def _to_variables(value: Mapping[str, Any]) -> CslVariables:
    if isinstance(value, CslVariables):
        return value
    if not isinstance(value, Mapping):
        raise RecordError(f"A publication is a mapping of CSL variables, not {format_value(value)}.")
    return CslVariables(value)


def _to_holdings(value: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(holding for holding in to_tuple(Holding, value) if holding)


@explain_arguments('Publication({"type": "book", "NAME": …}), a CSL-JSON item')
@frozen(eq=True)
class Publication:
    """A published work: a book, an article, a thesis, a web page.

    ``item`` is its CSL-JSON item, kept as it is: :meth:`csl_item` gives it back variable for variable. A printed
    work that an archive keeps (a clipping in a file) has ``holdings`` too. The other attributes have the names of
    those of a :class:`~archcite.record.Record`, and are read from the item.

    >>> article = Publication({"id": "roe", "type": "article-journal", "title": "On <i>Letters</i>", "volume": 9,
    ...     "author": [{"family": "Roe", "given": "Jane"}], "issued": {"date-parts": [[2016]]}})
    >>> article.id, article.title, article.date.edtf, article.agents("author")[0].name
    ('roe', 'On Letters', '2016', 'Jane Roe')
    >>> article.csl_item()["volume"]
    9
    """

    item: CslVariables = field(converter=_to_variables)
    holdings: tuple[Holding, ...] = field(default=(), converter=_to_holdings, kw_only=True)
    location: SourceLocation | None = field(default=None, eq=False, repr=False, kw_only=True)

    __repr__ = format_repr

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Raise the error of an attribute that a publication does not have, with what has it."""
            from archcite._foundation.attributes import get_missing
            from archcite.record.attribute_hints import find_attribute_hint

            def find_hint(name: str) -> str | None:
                return find_attribute_hint(name) or (f'item["{name}"]' if name in self.item else None)

            return get_missing(self, name, find_hint)

    def replace(self, **changes: Any) -> Publication:
        """Return a copy with some attributes changed: those of :func:`revise`, or the whole ``item``.

        >>> Publication({"type": "book", "title": "War"}).replace(title="Peace").title
        'Peace'
        """
        if "item" in changes:
            return evolve(self, **changes)
        try:
            changed = revise(self, **changes)
        except TypeError as error:
            raise RecordError(str(error)) from None
        assert isinstance(changed, Publication)
        return changed

    def to_dict(self) -> dict[str, Any]:
        """Return the publication as dictionaries, lists and text; :meth:`from_dict` is the inverse.

        >>> Publication({"type": "book", "title": "War"}).to_dict()
        {'publication': {'type': 'book', 'title': 'War'}}
        """
        from archcite.record.serialization import to_plain

        return to_plain(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Publication:
        """Return the publication of a dictionary as :meth:`to_dict` makes it.

        Raises :class:`~archcite.errors.RecordError` for anything else.

        >>> Publication.from_dict({"publication": {"type": "book", "title": "War"}}).title
        'War'
        """
        from archcite.record.serialization import from_plain

        found = from_plain(data)
        if not isinstance(found, cls):
            raise RecordError("The dictionary holds a record, not a publication: use Record.from_dict.")
        return found

    def csl_item(self) -> dict[str, Any]:
        """Return the CSL item, which may be changed without changing the publication."""
        return self.item.to_dict()

    def agents(self, role: str | None = None) -> tuple[Agent, ...]:
        """Return the agents in a role, in the order of the item; all of them without a role."""
        found = []
        for variable, names in self.item.items():
            role_of_variable = _ROLE_OF.get(variable, variable)
            if role in (None, role_of_variable) and is_names(names):
                for name in names:
                    try:
                        found.append(to_agent(name, role_of_variable))
                    except RecordError:
                        continue
        return tuple(found)

    @property
    def id(self) -> str:
        """The id of the item, or its citation key."""
        return str(self.item.get("id") or self.item.get("citation-key") or "")

    @property
    def csl_type(self) -> str:
        """The CSL type of the item."""
        return self._text("type") or DEFAULT_CSL_TYPE

    @property
    def kind(self) -> str:
        """The kind of work: the word for its CSL type."""
        return KIND_OF_TYPE.get(self.csl_type, self.csl_type)

    @property
    def title(self) -> str | None:
        """The title without markup."""
        title = self._text("title")
        return _TAG.sub("", title) if title else None

    @property
    def date(self) -> ArchivalDate | None:
        """The date of publication."""
        return self._date("issued")

    @property
    def holding(self) -> Holding:
        """The holding to cite: the first, or an empty one."""
        return self.holdings[0] if self.holdings else _NO_HOLDING

    @property
    def copy(self) -> OnlineCopy:
        """The copy that was seen: its portal, address and day of access."""
        doi = self._text("DOI")
        url = self._text("URL") or (doi and (doi if "://" in doi else f"https://doi.org/{doi}"))
        return OnlineCopy(self._text("source"), url, accessed=self._date("accessed"))

    @property
    def original_language(self) -> str | None:
        """None: CSL has no variable for the language of the original."""
        return None

    @property
    def languages(self) -> tuple[str, ...]:
        """The language of the work."""
        language = self._text("language")
        return (language,) if language else ()

    @property
    def medium(self) -> str | None:
        """The medium."""
        return self._text("medium")

    @property
    def published_in(self) -> str | None:
        """What the item says of other publications of the same text."""
        return self._text("references")

    @property
    def summary(self) -> str | None:
        """The abstract."""
        return self._text("abstract")

    @property
    def contents(self) -> str | None:
        """None: an item has no text of the work."""
        return None

    @property
    def subjects(self) -> tuple[str, ...]:
        """The keywords."""
        words = self.item.get("keyword")
        if isinstance(words, list):
            return tuple(str(word) for word in words if str(word).strip())
        text = self._text("keyword") or ""
        return tuple(word for word in re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text) if word)

    @property
    def rights(self) -> str | None:
        """The license."""
        return self._text("license")

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines of the note."""
        return tuple(line.strip() for line in (self._text("note") or "").splitlines() if line.strip())

    def _text(self, variable: str) -> str | None:
        value = self.item.get(variable)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return str(value).strip() or None
        return None

    def _date(self, variable: str) -> ArchivalDate | None:
        value = self.item.get(variable)
        if not value:
            return None
        try:
            return to_date(value)
        except DATE_ERRORS:
            return None


Source: TypeAlias = Record | Publication


def revise(source: Source, **changes: Any) -> Source:
    """Return a source with some attributes changed, under the names that a record has for them.

    Of a publication ``id``, ``title``, ``copy`` (its address, portal and day of access), ``agents``, ``notes``,
    ``holdings`` and ``location`` can be changed. Raises :class:`TypeError` for another one.

    >>> revise(Publication({"type": "book", "title": "“War”"}), title="War").csl_item()
    {'type': 'book', 'title': 'War'}
    """
    if isinstance(source, Record):
        return evolve(source, **changes)
    kept = {name: changes.pop(name) for name in ("holdings", "location") if name in changes}
    item = source.csl_item()
    for name, value in changes.items():
        if name in ("id", "title"):
            item[name] = value
        elif name == "notes":
            item["note"] = "\n".join(value)
        elif name == "agents":
            _revise_agents(item, value)
        elif name == "copy":
            item |= {"source": value.portal, "URL": value.url}
        else:
            raise TypeError(f"A publication has no attribute “{name}” that can be changed.")
    return evolve(source, item={name: value for name, value in item.items() if value is not None}, **kept)


def _revise_agents(item: dict[str, Any], agents: Iterable[Agent]) -> None:
    """Give an item these agents instead of its own; names that have not changed stay as they are written."""
    before = {variable: names for variable, names in item.items() if is_names(names)}
    for variable in before:
        del item[variable]
    for agent in agents:
        variable = ROLES.get(agent.role) or agent.role
        written = [name for name in before.get(variable, ()) if to_agent(name, agent.role) == agent]
        item.setdefault(variable, []).append(copy_plain(written[0]) if written else from_agent(agent))
