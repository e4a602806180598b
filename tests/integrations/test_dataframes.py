"""Tables of pandas, Polars, Dask and Spark give the bibliography that one machine makes of the same records."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite import Bibliography, Record
from archcite.csl.document.lone_item import _encode_key
from archcite.csl.document.sorting import Reversed
from archcite.distributed import COLUMNS, SCHEMA, PartitionCiter, rename_to_columns, to_column, to_field
from archcite.errors import ArchciteError
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.flat_table.columns import COLUMNS as TABLE
from archcite.formats.flat_table.flat_fields import flatten
from benchmarks.many_records import iterate_items

STYLES = ("chicago", "apa", "chicago-author-date", "new-harts-rules")
ITEMS = list(iterate_items(120))
ROWS = [{"number": number, "item": json.dumps(item)} for number, item in enumerate(ITEMS)]


def list_entries(style: str, format: str = "text") -> list[str]:
    return Bibliography(map(from_csl_item, ITEMS), style).entries(format)


def read_rows(citer: PartitionCiter, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a bibliography in order, without those that the style does not list."""
    assert not any(row["error"] for row in rows)
    return [row for row in sorted(rows, key=lambda row: (row["sort_key"], row["number"])) if row["entry"]]


def tell_apart(citer: PartitionCiter, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["group_key"], []).append(row)
    return [row for group in groups.values() for row in citer.tell_apart(group)]


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_partitions_make_the_bibliography_of_one_machine(style: str) -> None:
    citer = pickle.loads(pickle.dumps(PartitionCiter(style, keep=["number"])))
    rows = [row for start in range(0, len(ROWS), 17) for row in citer(ROWS[start : start + 17])]
    if citer.has_letters:
        rows = tell_apart(citer, rows)
    found = read_rows(citer, rows)
    assert [row["entry"] for row in found] == list_entries(style)
    assert [row["entry_html"] for row in found] == list_entries(style, "html")


def test_citations_are_those_of_cite() -> None:
    from archcite import cite

    rows = PartitionCiter("mla", locale="fr-FR")(ROWS[:20])
    records = [from_csl_item(item) for item in ITEMS[:20]]
    assert [row["citation"] for row in rows] == [cite(record, "mla", locale="fr-FR") for record in records]
    noted = PartitionCiter("apa", form="in-text")(ROWS[:5])
    assert noted[0]["citation"] == cite(records[0], "apa", form="in-text")


def test_letters_are_in_citations_too() -> None:
    citer = PartitionCiter("apa", form="in-text", keep=["number"])
    rows = tell_apart(citer, citer(ROWS))
    bib = Bibliography(map(from_csl_item, ITEMS), "apa")
    bib.entries()
    lettered = [row for row in rows if "a)" in row["citation"] or "b)" in row["citation"]]
    assert len(lettered) > 5
    year = lettered[0]["citation"].rpartition(", ")[2].rstrip(")")
    assert f"({year}" in lettered[0]["entry"]


def test_rows_may_be_fields_items_or_records_and_bad_ones_stop_nothing() -> None:
    record = Record(title="On the Mill", date="1918", published_in="Pravda")
    rows = [
        {**rename_to_columns(flatten(record)), "summary": float("nan")},
        {"record": json.dumps(record.to_dict())},
        {"item": "[1]"},
        {"item": None, "title": ""},
        {"title": "Letter", "date": "31 February 1918"},
    ]
    found = PartitionCiter()(rows)
    assert found[0]["entry"] == found[1]["entry"] == "“On the Mill.” 1918. Pravda."
    assert [bool(row["error"]) for row in found] == [False, False, True, True, True]
    assert "A104" not in found[0]["error"] and all(row["citation"] == "" for row in found[2:])


def test_findings_are_those_of_check() -> None:
    (row,) = PartitionCiter()([{"title": "“Letter,”", "holding_repository_name": "RGANI"}])
    assert "A103" in row["findings"] and row["error"] == ""


@pytest.mark.parametrize("name", [*TABLE, "author.2.on_behalf_of", "date.edtf", "holding.2.file.title"])
def test_columns_have_no_dots_and_mean_the_same_fields(name: str) -> None:
    assert "." not in to_column(name) and to_field(to_column(name)) == name


def test_all_fields_of_records_come_back(tmp_path: Path) -> None:
    for item in ITEMS[:40]:
        flat = flatten(from_csl_item(item))
        assert {to_field(name): text for name, text in rename_to_columns(flat).items()} == flat


keys = st.tuples(
    st.booleans(),
    st.tuples(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])), st.text(max_size=2)),
)


@given(st.lists(st.lists(keys, min_size=2, max_size=2), max_size=6), st.booleans())
def test_sort_keys_are_in_the_order_of_their_texts(found: list[list[Any]], descending: bool) -> None:
    def build(row: list[Any]) -> list[Any]:
        return [(empty, Reversed(text) if descending else text) for empty, text in row]

    def encode(row: list[Any]) -> str:
        return "".join(map(_encode_key, build(row)))

    clean = [[(empty, tuple(one.replace("\t", "") for one in text)) for empty, text in row] for row in found]
    clean = [row for row in clean if all(min("".join(text), default=" ") >= " " for _, text in row)]
    assert sorted(clean, key=encode) == sorted(clean, key=build)
    assert sorted(clean, key=lambda row: encode(row).encode()) == sorted(clean, key=build)


def test_numbered_styles_are_refused_with_what_to_use() -> None:
    with pytest.raises(ArchciteError, match=r"Bibliography\.stream"):
        PartitionCiter("ieee")


def test_nothing_of_an_engine_is_imported() -> None:
    code = "import sys, archcite.distributed; print(sorted({'pandas', 'polars', 'dask', 'pyspark'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    citer = PartitionCiter("apa", keep=["number"])
    frame = citer(pandas.DataFrame(ROWS))
    assert list(frame.columns) == ["number", *COLUMNS] == list(citer.meta.columns)
    whole = frame.groupby("group_key", group_keys=False)[list(frame.columns)].apply(citer.tell_apart)
    listed = whole[whole["entry"] != ""].sort_values(["sort_key", "number"])
    assert list(listed["entry"]) == list_entries("apa")
    assert list(citer(pandas.DataFrame(ROWS[:0])).columns) == list(frame.columns)


def test_polars() -> None:
    polars = pytest.importorskip("polars", reason="Polars is not installed")
    citer = PartitionCiter("apa", keep=["number"])
    frame = citer(polars.DataFrame(ROWS))
    whole = polars.concat([citer.tell_apart(group) for _key, group in frame.group_by("group_key")])
    listed = whole.filter(polars.col("entry") != "").sort("sort_key", "number")
    assert listed["entry"].to_list() == list_entries("apa")


@pytest.mark.slow
def test_dask() -> None:
    pytest.importorskip("dask.dataframe", reason="Dask is not installed (pip install dask[dataframe])")
    import dask.dataframe as dd
    import pandas as pd

    citer = PartitionCiter("chicago", keep=["number"])
    frame = dd.from_pandas(pd.DataFrame(ROWS), npartitions=3)
    found = frame.map_partitions(citer, meta=citer.meta.astype({"number": "int64"})).compute(scheduler="sync")
    listed = found[found["entry"] != ""].sort_values(["sort_key", "number"])
    assert list(listed["entry"]) == list_entries("chicago")


# Spark warns of versions of pandas, and leaves sockets to the collector.
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime")
def test_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2]), *sys.path[1:]]))
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        citer = PartitionCiter("apa", keep=["number"])
        schema = f"number long, {SCHEMA}"
        cited = spark.createDataFrame(ROWS).mapInPandas(citer.map, schema)
        whole = cited.groupBy("group_key").applyInPandas(citer.tell_apart, schema)
        listed = whole.where("entry != ''").orderBy("sort_key", "number").collect()
        assert [row["entry"] for row in listed] == list_entries("apa")
    finally:
        spark.stop()
