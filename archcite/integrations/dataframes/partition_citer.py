"""Cite the rows of a table, a partition at a time."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any

from archcite._foundation.warning_collector import collect_warnings
from archcite.bibliography.item_printer import ItemPrinter
from archcite.csl import Processor
from archcite.errors import ArchciteError
from archcite.integrations.dataframes.frames import from_rows, to_rows
from archcite.integrations.dataframes.row_reading import read_row
from archcite.output import get
from archcite.record import Source
from archcite.styles import is_numeric

# The columns that are added, all of text.
COLUMNS = (
    *("id", "citation", "citation_html", "entry", "entry_html"),
    *("sort_key", "group_key", "item", "findings", "error"),
)
# The same for Spark.
SCHEMA = ", ".join(f"{name} string" for name in COLUMNS)
_ID = "item"


class PartitionCiter:
    """Function that cites the rows of a table: pandas, Polars or a list of mappings in, the same out.

    A row is a record in a column ``record`` (JSON), a CSL item in a column ``item`` (JSON), or one field in each
    column, as in a table of archcite's with underscores (``holding_repository_name``). Out come :data:`COLUMNS`, after
    the columns ``keep`` of the row:

    * ``citation`` and ``entry`` as text, and both in HTML; an entry is empty if the style does not list the source.
      Entries name all people, also in styles that print a dash for those of the entry before (MLA, OSCOLA);
    * ``sort_key``, by whose characters or bytes an engine puts a bibliography in order;
    * ``group_key`` and ``item``, for :meth:`tell_apart`, if the style adds letters to years; else they are empty;
    * ``findings`` of ``archcite check``, one a line, and ``error``: why a row cannot be read, if it cannot.

    ``form`` is ``note`` or ``in-text``; ``locale``, ``archive_first`` and ``date_words`` are those of
    :func:`archcite.cite`. An object can be pickled; the style is loaded once in each process. Raises
    :class:`~archcite.errors.ArchciteError` for a style that numbers its entries, which no part of a bibliography can
    do.

    >>> citer = PartitionCiter("chicago")
    >>> row, = citer([{"title": "To All", "date": "1918", "holding_repository_name": "RGANI", "holding_fonds": "f. 5"}])
    >>> row["citation"], row["entry"]
    ('“To All,” 1918, RGANI, f. 5.', '“To All.” 1918. RGANI, f. 5.')
    """

    def __init__(
        self,
        style: str | os.PathLike[str] = "chicago",
        *,
        form: str = "note",
        locale: str | None = None,
        archive_first: bool | None = None,
        date_words: bool = False,
        keep: Sequence[str] = (),
    ) -> None:
        if form not in ("note", "in-text"):
            raise ArchciteError(f"Unknown form “{form}” of a citation; use note or in-text.")
        if is_numeric(style):
            raise ArchciteError(
                f"The style “{style}” numbers its entries, so that each depends on all: use Bibliography.stream()."
            )
        self.keep = tuple(keep)
        self._form = form
        self._printer = ItemPrinter(style, locale=locale, archive_first=archive_first, date_words=date_words)

    def __call__(self, frame: Any) -> Any:
        """Return the citations of a partition."""
        return from_rows(map(self._cite_row, to_rows(frame)), (*self.keep, *COLUMNS), frame)

    def map(self, frames: Iterable[Any]) -> Iterator[Any]:
        """Yield the citations of partitions that come in batches, as Spark's ``mapInPandas`` gives them."""
        return map(self, frames)

    @property
    def tell_apart(self) -> Callable[[Any], Any]:
        """A function that adds letters to the years of the rows with one ``group_key``, and puts them in order.

        For ``groupby("group_key").apply`` and Spark's ``applyInPandas``. What is equal in ``sort_key`` is put in order
        by the columns ``keep``.

        >>> citer = PartitionCiter("apa", keep=["number"])
        >>> rows = [{"number": number, "title": title, "author": "Ana Roe", "date": "1918",
        ...          "holding_repository_name": "RGANI"} for number, title in enumerate("BA")]
        >>> [row["entry"][:15] for row in citer.tell_apart(citer(rows))]
        ['Roe, A. (1918a)', 'Roe, A. (1918b)']
        """
        # Spark looks at the parameters of a function, where it counts the “self” of a method as well.
        return lambda frame: _tell_apart(self, frame)

    def add_letters(self, rows: Sequence[dict[str, Any]]) -> None:
        """Cite rows with one ``group_key`` again, which are in the order of the bibliography, with their letters."""
        items = {
            str(number): {**json.loads(row["item"]), "id": str(number)} for number, row in enumerate(rows)
        }
        for ending, format in (("", "text"), ("_html", "html")):
            processor = self._printer.make_processor(format)
            processor.add_items(items.values())
            processor.register()
            for key, entry in processor.list_entries(items):
                rows[int(key)][f"entry{ending}"] = entry
            for number, row in enumerate(rows):
                row[f"citation{ending}"] = processor.preview([{"id": str(number)}], self._note)

    @property
    def meta(self) -> Any:
        """An empty table with the columns that come out, as Dask wants to know them."""
        from archcite.integrations.dataframes.frames import load_pandas

        return load_pandas().DataFrame({name: [] for name in (*self.keep, *COLUMNS)}, dtype="str")

    @property
    def has_letters(self) -> bool:
        """Whether the style adds letters to years, so that the rows need :meth:`tell_apart`."""
        return self._has_letters

    def __getstate__(self) -> dict[str, Any]:
        names = ("keep", "_form", "_printer")
        return {name: self.__dict__[name] for name in names}

    @property
    def _note(self) -> int:
        return int(self._form == "note")

    @cached_property
    def _processors(self) -> dict[str, Processor]:
        return {format: self._printer.make_processor(format) for format in ("text", "html")}

    @cached_property
    def _has_letters(self) -> bool:
        return self._processors["text"].adds_letters

    def _cite_row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {name: row.get(name) for name in self.keep} | dict.fromkeys(COLUMNS, "")
        with collect_warnings() as caught:
            try:
                record = read_row({name: value for name, value in row.items() if name not in self.keep})
                item = dict(self._printer.finish(self._printer.build_item(record), self._processors["text"]))
            except ArchciteError as error:
                return {**found, "error": str(error)}
        found["id"] = str(item.get("id", ""))
        found["findings"] = "\n".join([*_list_findings(record), *map(str, caught)])
        lone = self._processors["text"].render_alone(item)
        found["sort_key"] = lone.sort_key
        if self._has_letters:
            found["group_key"], found["item"] = lone.form, json.dumps(item, ensure_ascii=False)
        for ending, format in (("", "text"), ("_html", "html")):
            processor = self._processors[format]
            processor.add_items([{**item, "id": _ID}])
            found[f"citation{ending}"] = processor.preview([{"id": _ID}], self._note)
            found[f"entry{ending}"] = get(format).write(lone.entry)
        return found


def _tell_apart(citer: PartitionCiter, frame: Any) -> Any:
    rows = sorted(to_rows(frame), key=itemgetter("sort_key", *citer.keep))
    if len(rows) > 1 and rows[0]["group_key"]:
        citer.add_letters(rows)
    return from_rows(rows, (*citer.keep, *COLUMNS), frame)


def _list_findings(record: Source) -> Iterator[str]:
    from archcite.lint.checking import find_problems

    for rule, problem in find_problems(record, datetime.date.today()):
        yield f"{rule.code} {problem.message}"
