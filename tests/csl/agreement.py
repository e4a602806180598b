"""How far archcite agrees with citeproc-js: items of random shapes in many styles, compared line by line.

    npm install citeproc           # beside the checkout; or set ARCHCITE_CITEPROC_JS to a node_modules folder
    python -m tests.csl.agreement  # three fresh seeds, 180 styles, the most used ones by themselves
    python -m tests.csl.agreement --style apa --style oscola --seed 5 --seed 6 --examples 3
    python -m tests.csl.agreement --manuals    # the examples of the style manuals, in the folder ARCHCITE_MANUAL_ITEMS
    python -m tests.csl.agreement --used --third-opinion  # with the lines on which citeproc-js and pandoc agree

A line is a citation or an entry of the bibliography. It counts as agreed if it looks the same: to the letter, in the
same formatting, but for white space in a row, beside blocks and at both ends. Differences are grouped by what is
replaced by what; each group is printed with how many lines it concerns, in how many styles, and with an example. To
print the same figures again, pass the seeds that were printed. ``--corrected`` compares with citeproc-js as it is
developed in one thing, the case of editions and of reviewed, original and volume titles. ``--cache FOLDER`` keeps what
citeproc-js printed, which takes most of the time.

The exit status is 1 if fewer lines agree than the bars below.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from typing import Any

from attrs import asdict, define, field, frozen

from archcite.csl import Processor
from archcite.csl.style import library, locale
from tests.csl import third_opinion
from tests.csl.random_items import Cluster, Generator, Item

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BAR, BAR_OF_USED_STYLE, BAR_OF_MANUAL = 0.99, 0.985, 0.99

# The styles that are used most, each with its own bar.
USED_STYLES = (
    "chicago-notes-bibliography",
    "chicago-author-date",
    "chicago-shortened-notes-bibliography",
    "chicago-notes-bibliography-17th-edition",
    "chicago-author-date-17th-edition",
    "chicago-shortened-notes-bibliography-17th-edition",
    "apa",
    "modern-language-association",
    "ieee",
    "nature",
    "american-medical-association",
    "nlm-citation-sequence",
    "harvard-cite-them-right",
    "turabian-notes-bibliography",
    "mhra-notes",
    "oscola",
    "iso690-author-date-en",
    "new-harts-rules-notes",
    "springer-basic-author-date",
    "elsevier-harvard",
    "american-chemical-society",
)
# File of a manual's items -> the styles that are made for it.
MANUALS = {
    "chicago-18th": (
        "chicago-notes-bibliography",
        "chicago-author-date",
        "chicago-shortened-notes-bibliography",
    ),
    "apa-7th": ("apa",),
    "mla-9th": ("modern-language-association",),
    "mhra-4th": ("mhra-notes",),
    "new-harts-rules-2nd": ("new-harts-rules-notes-publisher",),
    "oscola-4th": ("oscola",),
    "ama-11th": ("american-medical-association",),
}

_ENTRY = re.compile(r'\s*<div class="csl-entry">(.*)</div>\s*', re.DOTALL)
_BLOCK = re.compile(r"\s*(</?div[^>]*>)\s*")
_PARENT = re.compile(r'<link\s+href="([^"]*)"\s+rel="independent-parent"')
_HTML_TOKEN = re.compile(r"<[^>]*>|[^<]+")
# What a tag sets, and to what; nothing cancels what is set outside of it.
_STYLES = {
    "<i>": "slant:italic",
    "<em>": "slant:italic",
    '<span style="font-style:normal;">': "slant:",
    "<b>": "weight:bold",
    '<span style="font-weight:normal;">': "weight:",
    '<span style="font-variant:small-caps;">': "caps:small",
    '<span style="font-variant:normal;">': "caps:",
    '<span style="text-decoration:underline;">': "line:under",
    '<span style="text-decoration:none;">': "line:",
    '<span style="baseline">': "",  # as citeproc-js writes it: it has no effect
}
_TOKEN = re.compile(r"<[^>]*>|\d+|[^\W\d_]+|\s|.", re.DOTALL)


@frozen
class Document:
    """Items, and the citations of them."""

    items: Sequence[Item]
    clusters: Sequence[Cluster]


@frozen
class Task:
    """A style, and documents to render in it. ``group`` is what figures are summed up by."""

    style: str
    documents: Sequence[Document]
    group: str = ""


@frozen
class Difference:
    """A line of citeproc-js, and the line of archcite in its place."""

    style: str
    theirs: str
    ours: str

    @property
    def kind(self) -> str:
        """What is replaced by what, with words and numbers made alike."""
        theirs, ours = _TOKEN.findall(self.theirs), _TOKEN.findall(self.ours)
        changes = [
            f"{_generalize(theirs[a:b])} → {_generalize(ours[c:d])}"
            for tag, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
            if tag != "equal"
        ]
        return "; ".join(changes[:3])


@define
class Score:
    """How many lines were compared, and which differ."""

    lines: int = 0
    differences: list[Difference] = field(factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.differences) / self.lines if self.lines else 1.0

    def __str__(self) -> str:
        agreed = self.lines - len(self.differences)
        return f"{agreed:,} of {self.lines:,} lines agree: {self.share:.2%}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the figures, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.csl.agreement",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, action="append", default=[], help="of the items and styles")
    parser.add_argument("--styles", type=int, default=180, help="how many styles to draw (%(default)s)")
    parser.add_argument("--items", type=int, default=30, help="how many items each seed gives (%(default)s)")
    parser.add_argument("--style", action="append", default=[], help="only this style")
    parser.add_argument("--used", action="store_true", help="only the most used styles")
    parser.add_argument("--manuals", action="store_true", help="the items of the manuals instead")
    parser.add_argument("--kinds", type=int, default=25, help="how many kinds of difference to print")
    parser.add_argument("--examples", type=int, default=1, help="how many examples of each kind")
    parser.add_argument("--cache", type=Path, help="a folder for what citeproc-js prints")
    parser.add_argument("--corrected", action="store_true", help="with the later case of citeproc-js")
    parser.add_argument(
        "--third-opinion",
        action="store_true",
        help="also compare with pandoc, where it agrees with citeproc-js",
    )
    given = parser.parse_args(arguments)
    if reason := explain_missing_reference():
        print(reason)
        return 2
    if given.manuals:
        folder = find_manual_items()
        if folder is None:
            print("No items of manuals: ARCHCITE_MANUAL_ITEMS does not name a folder that has them.")
            return 2
        tasks: Iterable[Task] = build_manual_tasks(folder, given.style)
    else:
        seeds = given.seed or [random.SystemRandom().randrange(10**6) for _ in range(3)]
        print("seeds:", *seeds)
        used = given.style or USED_STYLES
        drawn = draw_styles(0 if given.style or given.used else given.styles, seeds[0], used)
        tasks = build_random_tasks(build_documents(seeds, given.items), used, drawn)
    shared = Score() if given.third_opinion else None
    scores = compare(tasks, given.cache, shared, corrected=given.corrected)
    if shared is not None:
        print(f"{'on which citeproc-js and pandoc agree':60} {shared}")
        for difference in shared.differences:
            print(f"  {difference.style}\n    both      {difference.theirs}\n    archcite  {difference.ours}")
    return report(scores, given.kinds, given.examples, BAR_OF_MANUAL if given.manuals else BAR_OF_USED_STYLE)


def report(scores: Mapping[str, Score], kinds: int, examples: int, bar: float) -> int:
    """Print the score of each style that has a bar of its own, the total, and the kinds of difference."""
    low = []
    for group, score in scores.items():
        if group:
            print(f"{group:60} {score}")
            if score.share < bar:
                low.append(group)
    total = Score(
        sum(score.lines for score in scores.values()),
        [difference for score in scores.values() for difference in score.differences],
    )
    print(f"{'all':60} {total}")
    by_kind: dict[str, list[Difference]] = defaultdict(list)
    for difference in total.differences:
        by_kind[difference.kind].append(difference)
    for kind, found in sorted(by_kind.items(), key=lambda pair: -len(pair[1]))[:kinds]:
        styles = Counter(difference.style for difference in found)
        print(f"\n{len(found)} lines, {len(styles)} styles: {kind}")
        for difference in found[:: max(1, len(found) // examples)][:examples]:
            print(
                f"  {difference.style}\n    citeproc-js  {difference.theirs}\n    archcite     {difference.ours}"
            )
    if low or total.share < BAR:
        print(f"\nBelow the bar: {', '.join(low) or 'all'}")
        return 1
    return 0


# -- what is compared ----------------------------------------------------------------------------------------


def build_random_tasks(
    documents: Sequence[Document], used: Sequence[str], drawn: Iterable[str]
) -> Iterator[Task]:
    """Return a task for each style; those that are used most are groups of their own."""
    for style in used:
        yield Task(style, documents, style)
    for style in drawn:
        yield Task(style, documents)


def build_documents(seeds: Iterable[int], size: int) -> list[Document]:
    """Return a document of random items for each seed."""
    documents = []
    for seed in seeds:
        generator = Generator(seed)
        items = generator.build_items(size, f"s{seed}-")
        documents.append(Document(items, generator.build_document(items)))
    return documents


def build_manual_tasks(folder: Path, only: Sequence[str] = ()) -> Iterator[Task]:
    """Return a task for each manual and style that is made for it: each item cited twice."""
    for manual, styles in MANUALS.items():
        items = json.loads((folder / f"{manual}.json").read_text("utf-8"))
        document = Document(items, [[{"id": item["id"]}] for item in [*items, *items]])
        for style in styles:
            if not only or style in only:
                yield Task(style, [document], f"{manual}: {style}")


def draw_styles(count: int, seed: int, without: Iterable[str]) -> list[str]:
    """Draw independent official styles."""
    styles = sorted({path.stem for path in list_styles()} - set(without))
    return random.Random(seed).sample(styles, min(count, len(styles)))


def list_styles() -> list[Path]:
    """Return the paths of all independent official styles."""
    return sorted(Path(library.find_folders()[0]).glob("*.csl"))


def find_manual_items() -> Path | None:
    """Return the folder of the manuals' items; None if ARCHCITE_MANUAL_ITEMS does not name one."""
    folder = Path(os.environ.get("ARCHCITE_MANUAL_ITEMS", ""))
    return folder if (folder / "chicago-18th.json").is_file() else None


# -- the comparison ------------------------------------------------------------------------------------------


def compare(
    tasks: Iterable[Task],
    cache: Path | None = None,
    shared: Score | None = None,
    *,
    corrected: bool = False,
) -> dict[str, Score]:
    """Render each task with both processors; return the scores by group.

    ``shared`` is the score of the lines on which citeproc-js and pandoc agree, and is added to if it is given.
    """
    scores: dict[str, Score] = {}
    folder = cache / "corrected" if cache and corrected else cache
    with start_reference(corrected=corrected) as ask:
        for task in tasks:
            theirs = _ask_cached(ask, task, folder)
            if "error" in theirs:
                print(f"{task.style}: citeproc-js fails ({theirs['error'][:100]})")
                continue
            score = scores.setdefault(task.group, Score())
            for document, lines in zip(task.documents, theirs["documents"], strict=True):
                ours = render(task.style, document)
                if shared is not None:
                    add_shared_lines(shared, task.style, document, lines, ours)
                count, differences = compare_lines(lines, ours)
                score.lines += count
                score.differences += [Difference(task.style, *pair) for pair in differences]
    return scores


def compare_lines(
    theirs: Mapping[str, Sequence[str]], ours: Mapping[str, Sequence[str]]
) -> tuple[int, list[tuple[str, str]]]:
    """Return how many lines there are, and pairs of those that differ; entries are matched in any order."""
    differences = [
        (one.strip(), two.strip())
        for one, two in zip(theirs["citations"], ours["citations"], strict=True)
        if one != two and read_display(one) != read_display(two)
    ]
    left: dict[Any, list[str]] = defaultdict(list)
    for entry in map(_strip_entry, ours["bibliography"]):
        left[read_display(entry)].append(entry)
    missing = []
    for entry in map(_strip_entry, theirs["bibliography"]):
        same = left[read_display(entry)]
        if same:
            same.pop()
        else:
            missing.append(entry)
    entries = [entry for same in left.values() for entry in same]
    for entry in missing:
        near = get_close_matches(entry, entries, 1, 0.2)
        if near:
            entries.remove(near[0])
        differences.append((entry, near[0] if near else "(nothing)"))
    return len(theirs["citations"]) + len(theirs["bibliography"]), differences


def add_shared_lines(
    shared: Score,
    style: str,
    document: Document,
    theirs: Mapping[str, Sequence[str]],
    ours: Mapping[str, Sequence[str]],
) -> None:
    """Add to a score the lines on which citeproc-js and pandoc agree, and those of them on which archcite does not."""
    pandoc = third_opinion.find_pandoc()
    if pandoc is None:
        raise SystemExit("A third opinion needs pandoc, which is not installed.")
    third = third_opinion.render_with_pandoc(pandoc, _read_style(style), document.items, document.clusters)
    plain = {
        kind: [list(map(third_opinion.to_plain_text, lines[kind])) for lines in (theirs, ours)]
        for kind in third
    }
    cited, printed = plain["citations"]
    if len(third["citations"]) == len(cited):  # pandoc may print no text for some citation
        for line, opinion, own in zip(cited, third["citations"], printed, strict=True):
            if line == opinion:
                shared.lines += 1
                shared.differences += [] if line == own else [Difference(style, line, own)]
    listed, printed = plain["bibliography"]
    both = set(listed) & set(third["bibliography"])
    shared.lines += len(both)
    for line in both - set(printed):
        near = get_close_matches(line, printed, 1, 0.2)
        shared.differences.append(Difference(style, line, near[0] if near else "(nothing)"))


def read_display(html: str) -> tuple[tuple[str, str], ...]:
    """Return what a browser shows of a line: its text in runs, each with its formatting.

    Spans that are nested in their like, or cancel each other, look the same; and so does white space in a row.

    >>> read_display("<i>A <i>b</i></i>  c") == read_display('<i>A b</i> <span style="font-style:normal;">c</span>')
    True
    """
    runs: list[tuple[str, str]] = []
    force: dict[str, str] = {}
    outer: list[dict[str, str]] = []
    for token in _HTML_TOKEN.findall(html.strip()):
        if token.startswith("</") and not token.startswith("</div"):
            force = outer.pop() if outer else {}
            continue
        if token.startswith("<") and not token.startswith(("<div", "</div")):
            outer.append(force)
            name, _, value = _STYLES.get(token, f"{token}:{token}").partition(":")
            force = {**force, name: value} if name else force
            continue
        style = "" if token.startswith("<") else " ".join(sorted(value for value in force.values() if value))
        text = re.sub(r"[ \n]+", " ", token)
        _append_run(runs, style, text.replace(" \u00a0", "\u00a0 "))  # one looks like the other
    return tuple(runs)


def _append_run(runs: list[tuple[str, str]], style: str, text: str) -> None:
    """Append text to runs; white space has no formatting to see, and goes with the run before it."""
    if text.startswith(" ") and runs:
        last, before = runs.pop()
        runs.append((last, f"{before.rstrip(' ')} "))
        text = text[1:]
    if text and runs and runs[-1][0] == style:
        text = runs.pop()[1] + text
    if text:
        runs.append((style, text))


def render(style: str, document: Document) -> dict[str, list[str]]:
    """Return the citations and the bibliography of archcite."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        processor = Processor(style, document.items, output="html")
        for note, cluster in enumerate(document.clusters, 1):
            processor.cite(cluster, note=note)
        return {"citations": processor.citations(), "bibliography": processor.bibliography()}


def _strip_entry(entry: str) -> str:
    match = _ENTRY.fullmatch(entry)
    return _BLOCK.sub(r"\1", match[1] if match else entry).replace("\n", " ").strip()


def _generalize(tokens: Sequence[str]) -> str:
    words = [
        "W"
        if token[0].isalpha() and token[0].isupper()
        else "w"
        if token[0].isalpha()
        else "0"
        if token.isdigit()
        else token
        for token in tokens
    ]
    text = re.sub(r"\b[Ww](?:[ -][Ww])+\b", "w…", "".join(words))
    return f"“{text[:40]}”" if text else "nothing"


# -- citeproc-js ---------------------------------------------------------------------------------------------


def find_modules() -> Path | None:
    """Return the node_modules folder that has citeproc-js; None if there is none."""
    named = os.environ.get("ARCHCITE_CITEPROC_JS")
    for folder in [Path(named)] if named else [ROOT / "node_modules", ROOT.parent / "node_modules"]:
        if (folder / "citeproc").is_dir():
            return folder.resolve()
    return None


def explain_missing_reference() -> str:
    """Return why citeproc-js cannot be run here; an empty text if it can."""
    if not shutil.which("node"):
        return "citeproc-js needs node, which is not installed."
    if find_modules() is None:
        return "No citeproc-js: run “npm install citeproc” beside the checkout, or set ARCHCITE_CITEPROC_JS."
    return ""


@contextmanager
def start_reference(*, corrected: bool = False) -> Iterator[Any]:
    """Start citeproc-js; the result is a function that takes a task and returns its lines."""
    command = ["node", str(HERE / "citeproc_js.js"), str(locale.find_folder())]
    command += ["corrected"] if corrected else []
    environment = {**os.environ, "NODE_PATH": str(find_modules())}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    ) as node:
        assert node.stdin is not None and node.stdout is not None
        source, answers = node.stdin, node.stdout

        def ask(task: Task) -> Any:
            source.write(_to_json(task) + "\n")
            source.flush()
            return json.loads(answers.readline())

        yield ask
        source.close()


def _to_json(task: Task) -> str:
    documents = [asdict(document) for document in task.documents]
    return json.dumps({"style": _read_style(task.style), "documents": documents})


def _read_style(name: str) -> str:
    """Return the XML of a style, or of its parent."""
    style, name = library.read_source(name)
    if parent := _PARENT.search(style):
        style, _ = library.read_parent(parent[1], name)
    return style


def _ask_cached(ask: Any, task: Task, cache: Path | None) -> Any:
    if cache is None:
        return ask(task)
    path = cache / f"{hashlib.sha256(_to_json(task).encode()).hexdigest()}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(ask(task)), encoding="utf-8")
    return json.loads(path.read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
