"""archcite's own files: both shapes, inheritance, errors, and writing as the inverse of reading."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.archcite_yaml.reader import read, sniff
from archcite.formats.archcite_yaml.writer import to_json, to_yaml
from archcite.record import Agent, Holding, Part, Publication, Record, Repository, Source
from archcite.record.serialization import from_plain, to_plain
from tests.record.strategies import records

collections = st.lists(records, min_size=1, max_size=3, unique_by=lambda record: record.id or id(record))


@pytest.mark.slow
@given(collections)
@settings(deadline=None, max_examples=40)
def test_yaml_gives_back_what_was_written(written: list[Record]) -> None:
    assert read(to_yaml(written)) == written


@pytest.mark.slow
@given(collections)
@settings(deadline=None, max_examples=40)
def test_json_gives_back_what_was_written(written: list[Record]) -> None:
    assert read(to_json(written), "a.json") == written


@pytest.mark.slow
@given(records)
@settings(deadline=None, max_examples=40)
def test_plain_data_give_back_the_record(record: Record) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(record)))) == record


@pytest.mark.slow
@given(st.text(max_size=60) | st.text("abc:-[]{}&*!|>'\"#%@`,? \n\t~<0", max_size=60))
@settings(deadline=None, max_examples=40)
def test_any_text_is_records_or_one_error(text: str) -> None:
    try:
        assert read(text, "x.yaml")
    except SourceError as error:
        assert "x.yaml" in str(error)


_KEYS = st.sampled_from(
    [
        "title",
        "date",
        "author",
        "agents",
        "holding",
        "holdings",
        "copy",
        "file",
        "parts",
        "pages",
        "repository",
        "in",
        "url",
        "records",
        "repositories",
        "fonds",
        "portals",
        "name",
        "id",
        "notes",
        "languages",
        "level",
        "value",
        "label",
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.slow
@given(st.dictionaries(_KEYS, _VALUES, max_size=5) | st.lists(_VALUES, max_size=3))
@settings(deadline=None, max_examples=150)
def test_any_tree_is_records_or_one_error(tree: object) -> None:
    try:
        assert read(json.dumps(tree), "x.json")
    except SourceError as error:
        assert "x.json" in str(error)


def test_shared_repositories_are_declared_once() -> None:
    archive = Repository("Russian State Archive", "RGANI", "Moscow")
    written = [
        Record(title=title, holdings=[Holding(archive, [Part("fonds", "f.", "5")])])
        for title in ("One", "Two")
    ]
    text = to_yaml(written)
    assert text.count("Russian State Archive") == 1
    assert "repository: rgani" in text
    assert read(text) == written


def test_a_second_record_of_the_same_id_gets_a_number() -> None:
    with pytest.warns(ArchciteWarning, match="Two records have the id"):
        text = to_yaml([Record(id="a", title="One"), Record(id="a", title="Two")])
    assert [record.id for record in read(text)] == ["a", "a-2"]


@pytest.mark.parametrize("key", ["Original language", "original-language", "original_language"])
def test_keys_may_be_spelled_as_people_do(key: str) -> None:
    assert read(f"title: x\n{key}: Russian")[0].original_language == "Russian"


def test_scalars_stay_as_they_are_written() -> None:
    record = read(
        "title: 1e3\nfonds: 0100\nseries: 1_000\nfile: 12:30:00\nrights: no\ncountry: x".replace(
            "\ncountry: x", ""
        )
    )[0]
    assert record.title == "1e3"
    assert [part.value for part in record.holding.parts] == ["0100", "1_000", "12:30:00"]
    assert record.rights == "no"


def test_yaml_anchors_and_merges() -> None:
    first, second = read("- &one {title: A, date: 1958}\n- {<<: *one, title: B}")
    assert (first.title, second.title) == ("A", "B")
    assert first.date == second.date


DECLARED = """\
repositories:
  rgani: {name: Russian State Archive of Contemporary History, code: RGANI, place: Moscow}
portals:
  wilson: {name: Wilson Center Digital Archive, url: "https://example.org/{identifier}"}
  plain: Another Portal
fonds:
  cc: {in: rgani, portal: wilson, translator: Gary Goldberg, fonds: f. 5, series: {label: op.}, rights: Free}
series:
  op-30: {in: cc, series: 30, file: {label: d.}}
records:
"""


def _one(entry: str) -> Record:
    return read(DECLARED + "  - " + entry, "c.yaml")[0]


def test_a_chain_of_what_things_are_in() -> None:
    record = _one("{in: op-30, title: A, file: 273, identifier: 7}")
    assert str(record.holding) == "Russian State Archive of Contemporary History, f. 5, op. 30, d. 273"
    assert record.holding.repository.code == "RGANI"
    assert record.copy.url == "https://example.org/7"
    assert record.agents("translator") == (Agent.parse("Gary Goldberg", "translator"),)


def test_a_record_may_be_in_a_repository() -> None:
    assert _one("{in: rgani, title: A}").holding.repository.place == "Moscow"


@pytest.mark.parametrize("name", ["rgani", "RGANI", "Russian State Archive of Contemporary History"])
def test_a_repository_is_known_by_name_and_code(name: str) -> None:
    assert _one(f"{{title: A, repository: {name}}}").holding.repository.place == "Moscow"


def test_a_repository_that_is_not_declared_is_a_name() -> None:
    assert _one("{title: A, repository: Yale University Library}").holding.repository == Repository(
        "Yale University Library"
    )


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("series: 40", "f. 5, op. 40"),
        ("series: ~", "f. 5"),
        ("series: {value: 40}", "f. 5, op. 40"),
        ("series: {label: opis, value: 40}", "f. 5, opis 40"),
        ("parts: [{series: 40}]", "f. 5, op. 40"),
        ("item: 3", "f. 5, op. 30, item 3"),
    ],
)
def test_parts_are_overridden_by_level(override: str, expected: str) -> None:
    record = _one(f"{{in: op-30, title: A, {override}}}")
    assert ", ".join(map(str, record.holding.parts)) == expected


def test_other_overrides() -> None:
    assert _one("{in: cc, title: A, repository: {place: Podolsk}}").holding.repository == Repository(
        "Russian State Archive of Contemporary History", "RGANI", "Podolsk"
    )
    assert _one("{in: cc, title: A, repository: {in: rgani, place: ~}}").holding.repository.place is None
    assert _one("{in: cc, title: A, rights: ~}").rights is None
    assert _one("{in: cc, title: A, translator: ~}").agents() == ()
    assert _one("{in: cc, title: A, author: B C}").agents("translator") != ()
    assert _one("{in: cc, title: A, agents: []}").agents() == ()
    assert _one("{in: cc, title: A, holding: ~}").holding == Holding()
    other = _one("{in: cc, title: A, portal: plain, identifier: 7}").copy
    assert (other.portal, other.url) == ("Another Portal", None)


def test_each_of_several_holdings_may_be_in_something() -> None:
    record = _one("{title: A, holdings: [{in: op-30, file: 1}, {repository: APRF, fonds: f. 45}]}")
    assert [str(holding.repository.code or holding.repository) for holding in record.holdings] == [
        "RGANI",
        "APRF",
    ]
    assert record.holding.part("file") == Part("file", "d.", "1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("titel: A", r"line 1, record 1: A record has no “titel”: did you mean “title”"),
        ("title: A\ndate: 1958-13-01", r"line 2, record “A”: “1958-13-01” is not a valid date"),
        ("title: A\ncopy:\n  portl: B", r"line 3, record “A”: A copy has no “portl”: did you mean “portal”"),
        ("title: A\nholding:\n  bx: 6", r"line 3, record “A”: A holding has no “bx”: did you mean “box”"),
        (
            "title: A\nholding: {place: B}",
            r"line 2, record “A”: A holding has no “place”: write it in the repository",
        ),
        ("title: A\nrepository: {folder: B}", r"A repository has no “folder”: write it in the holding"),
        ("title: A\nin: {repository: B}", r"line 2, record “A”: “in” is the id .* use “holding”"),
        (
            "title: A\nauthor:\n  - name: B C\n    famly: D",
            r"line 4.*An agent has no “famly”: did you mean “family”",
        ),
        ("title: A\nauthor: {given: ~}", r"line 2.*The author has no name"),
        ("title: A\nfile: [1]", r"line 2.*a file is one value"),
        ("title: A\nparts: [foo]", r"line 2.*give the level"),
        ("title: [A]", r"line 1.*must be|Expected text"),
        ("title: A\nbox: 1\nholding: {file: 2}", r"line 2.*given twice"),
        ("title: A\nagents: [B C]", r"line 2.*needs a role"),
        ("title: A\ntitle: B", r"line 2: “title” is given twice"),
        ("title: [A", r"this is not valid YAML"),
        ("title: A\n---\ntitle: B", r"line 2: this is not valid YAML"),
        ("A letter", r"the file has no record"),
        ("rights: ~", r"the record is empty"),
        ("repositories: {a: B}", r"has no “records”"),
        ("records: []", r"has no records"),
        ("records: [A]", r"line 1, record 1: a record must be a mapping"),
        (
            "record: []\nrecords: [{title: A}]",
            r"line 1: A collection has no “record”: did you mean “records”",
        ),
        ("fonds: [a]\nrecords: [{title: A}]", r"line 1: “fonds” must give each of its entries a name"),
        ("fonds: {a: b}\nrecords: [{title: A}]", r"line 1: “a” must be a mapping"),
        (
            "fonds: {a: {box: 1}}\nboxes: {a: {box: 1}}\nrecords: [{title: A}]",
            r"line 2: “a” is declared twice",
        ),
        ("- {id: a, title: A}\n- {id: a, title: B}", r"line 2, record “a”: another record has this id"),
        ("&a\n- *a", r"contains itself"),
        ("? [a]\n: b", r"a key must be one word"),
        ("<<: a\ntitle: b", r"takes in mappings only"),
        ("[" * 100_000, r"nested too deeply"),
        ("a: " + "[" * 5000, r"is not valid YAML|nested too deeply"),
    ],
)
def test_mistakes_in_a_file(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(text, "f.yaml")
    assert str(caught.value).startswith("“f.yaml”")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "{title: A, in: op-31}",
            r"no fonds, series or box is declared under the name “op-31”: did you mean “op-30”",
        ),
        ("{title: A, in: xyz}", r".*declared are cc, op-30, rgani"),
        ("{title: A, repository: rganl}", r"no repository is declared .*: did you mean “rgani”"),
        ("{title: A, repository: {in: xyz}}", r"no repository is declared .*: declared are rgani"),
        ("{title: A, portal: wilsn}", r"no portal is declared .*: did you mean “wilson”"),
    ],
)
def test_names_that_are_not_declared(entry: str, message: str) -> None:
    with pytest.raises(SourceError, match=rf"“c.yaml”, line 11, record “A”: {message}"):
        _one(entry)


def test_things_that_are_in_themselves() -> None:
    text = "fonds: {a: {in: b}, b: {in: c}, c: {in: a}}\nrecords: [{title: A, in: a}]"
    with pytest.raises(SourceError, match="“a” is in “b” is in “c” is in “a”, in a circle"):
        read(text)
    with pytest.raises(SourceError, match="the repository “a” contains itself"):
        read("repositories: {a: {in: b}, b: {in: a}}\nrecords: [{title: A, in: a}]")


def test_json_mistakes_have_a_line() -> None:
    with pytest.raises(SourceError, match=r"“f.json”, line 2: this is not valid JSON"):
        read('{"title":\n }', "f.json")
    with pytest.raises(SourceError, match="line 1: “title” is given twice"):
        read('{"title": "A", "title": "B"}', "f.json")


def test_aliases_are_not_multiplied() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(SourceError, match="through aliases"):
        read("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("# A comment\n\ntitle: A", True),
        ("---\n- title: A", True),
        ('{"records": []}', True),
        ('[{"title": "A"}]', True),
        ('[{"id": "a", "type": "book"}]', False),
        ("“Letter,” September 9, 1958", False),
        ("September 9, 1958\n\ntitle: A", False),
        ("@misc{a, title: {b}}", False),
        ('{"obtained-by": "A. Smith", "title": "A"}', True),
        ("obtained-by: A. Smith", True),
        ("\n" * 50_000 + "title", False),
        ("# " + "\n#" * 20_000, False),
        (" " * 50_000 + "x", False),
        ("a " * 50_000, False),
    ],
)
def test_sniffing(text: str, ours: bool) -> None:
    assert sniff(text) is ours


@pytest.mark.parametrize("write", [to_yaml, to_json])
def test_a_publication_comes_back_with_its_numbers(write: Callable[[list[Source]], str]) -> None:
    item = {
        "id": "roe",
        "type": "article-journal",
        "title": "Letters",
        "volume": 9,
        "issue": "3",
        "edition": "1.50",
        "issued": {"date-parts": [[2016, 3]], "circa": True},
        "author": [{"family": "Roe", "given": "Jane", "comma-suffix": True}],
    }
    sources: list[Source] = [
        Publication(item, holdings=[Holding(Repository("BArch"))]),
        Record(id="a", title="Letter", variables={"volume": 3, "number": "4"}),
    ]
    assert list(read(write(sources), "f")) == sources


@pytest.mark.parametrize(
    "text",
    [
        "- title: A word\n- title: A\n  id: x",
        '[{"title": "A word"},\n {"title": "A", "id": "x"}]',
    ],
)
def test_a_record_knows_where_it_was_read(text: str) -> None:
    first, second = read(text, "f.json" if text.startswith("[") else "f.yaml")
    assert first.location and second.location
    assert (first.location.line, second.location.line) == (1, 2)
    assert (second.location.number, second.location.record) == (2, "x")


def test_a_publication_must_be_a_mapping() -> None:
    with pytest.raises(SourceError, match=r"line 2.*a publication is a mapping") as caught:
        read("id: a\npublication: book", "f.yaml")
    assert caught.value.errors[0].location
    assert caught.value.errors[0].location.line == 2


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("link", "url"),
        ("archive", "repository"),
        ("from", "author"),
        ("to", "recipient"),
        ("Type", "kind"),
        ("call number", "reference"),
        ("translated by", "translator"),
        ("repositori", "repository"),
    ],
)
def test_a_key_is_suggested_by_its_meaning(tmp_path: Path, key: str, meant: str) -> None:
    path = tmp_path / "letter.yaml"
    path.write_text(f"title: A\n{key}: B\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"did you mean “{meant}”") as caught:
        archcite.read(path)
    assert caught.value.location is not None
    assert caught.value.location.line == 2


def _build_bomb(levels: int, leaf: str = "[a, a, a, a, a, a, a, a, a, a]") -> str:
    lines = ["title: x", "notes:", f"- &n0 {leaf}"]
    lines += [f"- &n{level} [{', '.join([f'*n{level - 1}'] * 10)}]" for level in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize("bomb", [_build_bomb(9), _build_bomb(30), _build_bomb(9, "{a: b, c: d}")])
def test_aliases_have_a_budget(bomb: str) -> None:
    with pytest.raises(SourceError, match=r"line \d+: through aliases"):
        list(read(bomb, "a.yaml"))


def test_aliases_within_the_budget_are_read() -> None:
    text = "records:\n- &a {title: A, subjects: &s [x, y]}\n- {title: B, subjects: *s}\n"
    assert [record.subjects for record in read(text, "a.yaml")] == [("x", "y"), ("x", "y")]


@pytest.mark.slow
@pytest.mark.parametrize("section", ["series", "repositories"])
def test_a_chain_of_places_has_an_end(section: str) -> None:
    field = "title" if section == "series" else "name"
    places = "".join(f"  s{n}: {{in: s{n + 1}, {field}: x{n}}}\n" for n in range(3000))
    text = f"{section}:\n{places}  s3000: {{{field}: top}}\nrecords:\n- {{title: A, in: s0}}\n"
    with pytest.raises(SourceError, match="in 50 others, one within the next"):
        list(read(text, "a.yaml"))


def test_the_keys_of_a_record_are_listed_once() -> None:
    text = "\n".join(f"- {{id: a{number}, f.: {number}}}" for number in range(200))
    with pytest.raises(SourceError) as caught:
        read(text)
    sentences = caught.value.sentences
    assert len(sentences) == 200
    assert ["it may have" in one for one in sentences] == [True] + [False] * 199
    assert sentences[7] == "“the text”, line 8, record “a7”: A record has no “f.”."


@pytest.mark.parametrize(
    "text",
    [
        "- {id: a, title: Letter, signed, date: 1950}",
        "- {id: a, repository: {name: National Archives, place: College Park, MD}}",
        "- {id: a, title: T, repository: {name: NARA}, file: {label: box, value: 5, 6}}",
    ],
)
def test_a_comma_in_braces_is_explained(text: str) -> None:
    with pytest.raises(archcite.ArchciteError, match=r"put a text with a comma, .* in quotation marks"):
        archcite.loads(text)


@pytest.mark.parametrize(
    ("name", "is_body"),
    [
        ("Foreign Office", True),
        ("Embassy of the United States in Bucharest", True),
        ("World Health Organization", True),
        ("Ministerium für Staatssicherheit", True),
        ("Посольство СССР в КНР", True),
        ("College of Cardinals", True),
        ("KGB", True),
        ("Robert Service", False),
        ("Alice College", False),
        ("Office, Ann", False),
        ("George F. Kennan", False),
        ("Secretary of State", False),
        ("STALIN", False),
    ],
)
def test_a_name_of_a_body_is_not_turned_round(name: str, is_body: bool) -> None:
    (record,) = archcite.loads({"title": "Report", "author": name})
    (author,) = record.agents()
    assert author.corporate is is_body and (not is_body or author.name == name)
    person = Record(title="Report", agents=[Agent.parse(name)])
    assert read(to_yaml([person]))[0].agents() == person.agents()


def test_a_published_work_may_be_written_with_texts() -> None:
    written = {
        "type": "chapter",
        "title": "Stalinism",
        "author": "Kotkin, Stephen",
        "editor": ["Ann de Vries", {"family": "Roe", "given": "Jane"}, "World Health Organization"],
        "issued": 1995,
        "accessed": "9 September 2020",
        "submitted": "soon after",
    }
    (work,) = archcite.loads({"id": "a", "publication": written})
    assert isinstance(work, Publication)
    item = work.csl_item()
    assert item["author"] == [{"family": "Kotkin", "given": "Stephen"}]
    assert [name.get("family") or name["literal"] for name in item["editor"]] == [
        "Vries",
        "Roe",
        "World Health Organization",
    ]
    assert item["issued"] == {"date-parts": [[1995]]} and item["accessed"] == {"date-parts": [[2020, 9, 9]]}
    assert item["submitted"] == {"literal": "soon after"}
    assert archcite.cite(work, "apa", form="in-text") == "(Kotkin, 1995)"
    for text in (to_yaml([work]), to_json([work])):
        assert archcite.loads(text) == [work]


def test_a_long_text_in_json_needs_little_memory() -> None:
    # What finds the lines of keys must not remember each character of a string.
    text = json.dumps({"title": "x" * 400_000})
    tracemalloc.start()
    try:
        read(text, "a.json")
        assert tracemalloc.get_traced_memory()[1] < 20 * len(text)
    finally:
        tracemalloc.stop()
