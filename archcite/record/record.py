"""The record of one archival source: all that a citation of it can say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from archcite.errors import RecordError, SourceLocation
from archcite.record import vocabulary
from archcite.record.agent import Agent
from archcite.record.arguments import explain_arguments
from archcite.record.converters import (
    format_repr,
    to_text,
    to_text_or_empty,
    to_texts,
    to_tuple,
    validate_instance,
)
from archcite.record.csl_variables import CslVariables
from archcite.record.date import ArchivalDate, to_date
from archcite.record.holding import Holding
from archcite.record.online_copy import OnlineCopy


def _to_date(value: ArchivalDate | datetime.date | str | int | None) -> ArchivalDate | None:
    return to_date(value, "date of a record")


def _to_variables(value: Mapping[str, Any]) -> CslVariables:
    return value if isinstance(value, CslVariables) else CslVariables(value)


def _to_agents(value: Iterable[Agent]) -> tuple[Agent, ...]:
    return to_tuple(Agent, value)


def _to_holdings(value: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(holding for holding in to_tuple(Holding, value) if holding)


def _check_title_kind(record: Record, _: object, value: str | None) -> None:
    if value is not None and value not in vocabulary.TITLE_KINDS:
        kinds = " or ".join(f"“{kind}”" for kind in vocabulary.TITLE_KINDS)
        raise RecordError(f"“{value}” is not a known title_kind: use {kinds}, or leave it out.")


@frozen
class ItemAsRead:
    """A CSL item, with the id and all other values of the record that a reader made of it.

    Where the record is not built yet, ``build`` builds it, and ``values`` is empty. ``modelled`` is what an item of the
    record is made of, where that is known already.
    """

    item: CslVariables = field(converter=_to_variables)
    id: str
    values: tuple[Any, ...] = ()
    build: Callable[[], Record] | None = None
    modelled: Any = None


@explain_arguments('archcite.loads({"NAME": …}), which accepts the keys of archcite\'s own files')
@frozen(kw_only=True)
class Record:
    """One source: what it is, who made it and when, where it is kept, where it can be seen.

    Everything may be absent. A ``date`` given as text is parsed; it may be a
    :class:`datetime.date` or a year too. ``holdings`` are the places that keep the
    source, the one to cite first; :attr:`holding` is that one, or an empty holding. ``notes`` are for people:
    what a reader of a format cannot place is not dropped, it goes there. The fields from ``title_kind`` to
    ``archived_copy`` are described, with their authorities, in
    :data:`~archcite.record.vocabulary.DESCRIPTION_FIELDS`; all of them are text. ``variables`` are CSL variables that
    the record has no field for (``volume``, ``publisher``): they come back in its CSL item. ``location`` is where a
    reader found the record, ``as_read`` the CSL item that it was read from: they are neither compared nor written.

    >>> record = Record(title="Letter on the Recall of Advisors", date="September 9, 1958",
    ...                 agents=[Agent.parse("Delia Razdolescu", role="translator")])
    >>> record.date.edtf, [agent.name for agent in record.agents("translator")]
    ('1958-09-09', ['Delia Razdolescu'])
    >>> record.holding.repository.name is None, record.copy.url is None
    (True, True)
    """

    id: str = field(default="", converter=to_text_or_empty)
    kind: str = field(default="document", converter=to_text_or_empty)
    title: str | None = field(default=None, converter=to_text)
    date: ArchivalDate | None = field(default=None, converter=_to_date)
    _agents: tuple[Agent, ...] = field(default=(), converter=_to_agents, alias="agents")
    holdings: tuple[Holding, ...] = field(default=(), converter=_to_holdings)
    copy: OnlineCopy = field(factory=OnlineCopy, validator=validate_instance(OnlineCopy))
    title_kind: str | None = field(default=None, converter=to_text, validator=_check_title_kind)
    place: str | None = field(default=None, converter=to_text)
    time: str | None = field(default=None, converter=to_text)
    number: str | None = field(default=None, converter=to_text)
    classification: str | None = field(default=None, converter=to_text)
    drafting: str | None = field(default=None, converter=to_text)
    version: str | None = field(default=None, converter=to_text)
    related: tuple[str, ...] = field(default=(), converter=to_texts)
    marginalia: str | None = field(default=None, converter=to_text)
    extent: str | None = field(default=None, converter=to_text)
    scale: str | None = field(default=None, converter=to_text)
    technique: str | None = field(default=None, converter=to_text)
    hand: str | None = field(default=None, converter=to_text)
    seal: str | None = field(default=None, converter=to_text)
    timecode: str | None = field(default=None, converter=to_text)
    file_name: str | None = field(default=None, converter=to_text)
    checksum: str | None = field(default=None, converter=to_text)
    archived_copy: str | None = field(default=None, converter=to_text)
    original_language: str | None = field(default=None, converter=to_text)
    languages: tuple[str, ...] = field(default=(), converter=to_texts)
    medium: str | None = field(default=None, converter=to_text)
    published_in: str | None = field(default=None, converter=to_text)
    summary: str | None = field(default=None, converter=to_text)
    contents: str | None = field(default=None, converter=to_text)
    subjects: tuple[str, ...] = field(default=(), converter=to_texts)
    rights: str | None = field(default=None, converter=to_text)
    notes: tuple[str, ...] = field(default=(), converter=to_texts)
    variables: CslVariables = field(default=CslVariables(), converter=_to_variables)
    location: SourceLocation | None = field(default=None, eq=False, repr=False)
    as_read: ItemAsRead | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.kind:
            object.__setattr__(self, "kind", "document")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Build a record of :func:`defer_record`, which is asked for the first attribute that it does not have."""
            if name in _SLOTS and name != "as_read" and (as_read := self.as_read) and as_read.build:
                built = as_read.build()
                for slot in _SLOTS:
                    object.__setattr__(self, slot, getattr(built, slot))
                return object.__getattribute__(self, name)
            from archcite._foundation.attributes import get_missing
            from archcite.record.attribute_hints import find_attribute_hint

            return get_missing(self, name, find_attribute_hint)

    def agents(self, role: str | None = None) -> tuple[Agent, ...]:
        """Return the agents in a role, in the record's order; all agents if no role is given.

        >>> Record(agents=[Agent.parse("George Creel")]).agents("recipient")
        ()
        """
        if role is None:
            return self._agents
        return tuple(agent for agent in self._agents if agent.role == role)

    def replace(self, **changes: Any) -> Record:
        """Return a copy with some attributes changed.

        Raises :class:`~archcite.errors.RecordError` for an unknown attribute and for a value that is not allowed.

        >>> Record(id="creel", title="To House").replace(title="Letter to Colonel House", date=1918)
        Record(id='creel', title='Letter to Colonel House', date=ArchivalDate(edtf='1918'))
        """
        known = [one.alias for one in fields(Record) if one.alias]
        for name in changes:
            if name not in known:
                from archcite.record.serialization import describe_unknown

                raise RecordError(describe_unknown(name, known, "A record"))
        return evolve(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as dictionaries, lists and text, for JSON or a database; :meth:`from_dict` is the inverse.

        >>> Record(title="Letter", date="July 06, 1949", agents=[Agent.parse("George Creel")]).to_dict()
        {'title': 'Letter', 'date': 'July 06, 1949', 'agents': [{'role': 'author', 'name': 'George Creel'}]}
        """
        from archcite.record.serialization import to_plain

        return to_plain(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Record:
        """Return the record of a dictionary as :meth:`to_dict` makes it.

        Raises :class:`~archcite.errors.RecordError` for an unknown key, with the likeliest known one, and for a value
        that is not allowed.

        >>> Record.from_dict({"title": "Letter", "copy": {"url": "https://example.org/1"}}).copy.url
        'https://example.org/1'
        """
        from archcite.record.serialization import from_plain

        found = from_plain(data)
        if not isinstance(found, cls):
            raise RecordError("The dictionary holds a publication, not a record: use Publication.from_dict.")
        return found

    __repr__ = format_repr

    def csl_item(self) -> dict[str, Any]:
        """Return the CSL-JSON item of the record; of one that was read from an item, and not changed, that item.

        >>> Record(id="creel", kind="letter", title="To House").csl_item()
        {'id': 'creel', 'type': 'document', 'title': 'To House'}
        """
        # The table of variables needs the notations of archives, which know records.
        from archcite.formats.csl_json.item_from_record import to_csl_item

        return to_csl_item(self)

    @property
    def holding(self) -> Holding:
        """The holding to cite: the first, or an empty one (falsy, its repository there and empty)."""
        return self.holdings[0] if self.holdings else _NO_HOLDING

    def item_as_read(self) -> dict[str, Any] | None:
        """Return the item that the record was read from; None for a record made otherwise, or changed since.

        A new id, which tells records of the same id apart, is given to the item too.

        >>> Record(title="To House").item_as_read() is None
        True
        """
        if self.as_read is None or not self.is_as_read:
            return None
        item = self.as_read.item.to_dict()
        return item if self.id == self.as_read.id else {**item, "id": self.id}

    @property
    def is_as_read(self) -> bool:
        """Whether the record was read from a CSL item and has not been changed since, but for its id.

        >>> Record(title="To House").is_as_read
        False
        """
        return self.as_read is not None and (self.is_deferred or self.as_read.values == _get_values(self))

    @property
    def is_deferred(self) -> bool:
        """Whether the record is one of :func:`defer_record` that has not been built yet.

        >>> Record(title="To House").is_deferred
        False
        """
        return self.as_read is not None and self.as_read.build is not None

    @property
    def csl_type(self) -> str:
        """The CSL type of the record's kind, or the one that its variables have.

        >>> Record(kind="telegram").csl_type, Record(kind="text message", variables={"type": "post"}).csl_type
        ('personal_communication', 'post')
        """
        stated = self.variables.get("type")
        is_type = isinstance(stated, str) and stated in vocabulary.CSL_TYPES
        return str(stated) if is_type else vocabulary.to_csl_type(self.kind)

    @property
    def has_supplied_title(self) -> bool:
        """True where an archivist or the writer made the title, so that it is not a quotation (DACS 2.3).

        ``title_kind`` decides; without it, a title in square brackets is supplied.

        >>> Record(title="[Letter to Merriam]").has_supplied_title
        True
        >>> Record(title="Minutes", title_kind="supplied").has_supplied_title, Record(title="A").has_supplied_title
        (True, False)
        """
        if self.title_kind is not None:
            return self.title_kind == "supplied"
        title = self.title or ""
        return title.startswith("[") and title.endswith("]") and "]" not in title[:-1]

    # What notebooks show: a table of what the record says.

    def _repr_html_(self) -> str:
        from archcite.record.notebook_display import to_html

        return to_html(self)

    def _repr_markdown_(self) -> str:
        from archcite.record.notebook_display import to_markdown

        return to_markdown(self)

    def _repr_latex_(self) -> str:
        from archcite.record.notebook_display import to_latex

        return to_latex(self)


def complete_variables(record: Record, variables: Mapping[str, Any]) -> None:
    """Give a new record, which nothing else knows yet, more variables than it was made with.

    >>> record = Record(title="To House", variables={"volume": "2"})
    >>> complete_variables(record, {"volume": "2", "section": "3"})
    >>> record == Record(title="To House", variables={"volume": "2", "section": "3"})
    True
    """
    object.__setattr__(record, "variables", CslVariables(variables))


def remember_item(record: Record, item: Mapping[str, Any], modelled: object = None) -> None:
    """Keep the item that a new record was read from, for :meth:`Record.item_as_read`.

    ``modelled`` is what an item of the record is made of, if it is known.

    >>> record = Record(title="To House")
    >>> remember_item(record, {"title": "To House", "volume": ""})
    >>> record.item_as_read(), record.replace(title="To Wilson").item_as_read()
    ({'title': 'To House', 'volume': ''}, None)
    """
    # Its values and not the record: what knows itself stays in memory until Python looks for such circles.
    object.__setattr__(record, "as_read", ItemAsRead(item, record.id, _get_values(record), modelled=modelled))


def defer_record(
    item: CslVariables, id: str, location: SourceLocation | None, build: Callable[[], Record]
) -> Record:
    """Return the record of a CSL item, which ``build`` builds when more is asked for than the item and the id.

    To convert an item from one format into another it is not needed. ``build`` must not raise an error or warn.

    >>> item = CslVariables({"id": "a", "title": "To House"})
    >>> house = defer_record(item, "a", None, lambda: Record(id="a", title="To House"))
    >>> house.is_deferred, house.item_as_read(), house.title, house.is_deferred
    (True, {'id': 'a', 'title': 'To House'}, 'To House', False)
    """
    record = object.__new__(Record)
    object.__setattr__(record, "id", id)
    object.__setattr__(record, "location", location)
    object.__setattr__(record, "as_read", ItemAsRead(item, id, build=build))
    return record


_SLOTS = tuple(one.name for one in fields(Record))

# What two records of one id are compared by.
_get_values = attrgetter(*(one.name for one in fields(Record) if one.eq and one.name != "id"))

_NO_HOLDING = Holding()
