"""What is measured: each experiment runs its processes in turn, so that a moment's load of the machine hits all."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks import measure, workload
from benchmarks.peers import DISTINCT_STYLE, NOTES, STYLES, Archcite, Made, Peer, Typst, in_notes
from benchmarks.report import medians

Figures = dict[str, Any]
Key = TypeVar("Key")


class Plan(NamedTuple):
    """The processors, where they work, and how much of it; archcite is the first of them."""

    peers: Sequence[Peer]
    folder: Path
    items: int
    rounds: int
    limit: float

    @property
    def archcite(self) -> Archcite:
        first = self.peers[0]
        assert isinstance(first, Archcite)
        return first

    def work(self, count: int, *, distinct: bool = False) -> Path:
        """A folder with so many items and the documents that cite them."""
        folder = self.folder / (f"{count}-distinct" if distinct else str(count))
        folder.mkdir(parents=True, exist_ok=True)
        items = workload.items(count, distinct=distinct)
        (folder / "items.json").write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        for peer in self.peers:
            peer.write(folder, items)
        return folder


def documents(plan: Plan) -> Figures:
    """A document that cites every item once, with its bibliography: each style, each processor."""
    folder = plan.work(plan.items)
    commands = {
        (style, peer.name): (peer, peer.command(style, folder)) for style in STYLES for peer in plan.peers
    }
    found = _in_turn(plan, folder, commands, check=lambda key: _check(plan, folder, *key))
    return {style: {peer.name: found[style, peer.name]._asdict() for peer in plan.peers} for style in STYLES}


def distinct(plan: Plan) -> Figures:
    """The same in the style that has most to tell apart, where each item has an author of its own."""
    folder = plan.work(plan.items, distinct=True)
    commands = {
        peer.name: (peer, peer.command(DISTINCT_STYLE, folder)) for peer in plan.peers if not peer.once
    }
    return {name: one._asdict() for name, one in _in_turn(plan, folder, commands).items()}


def pages(plan: Plan) -> Figures:
    """What typst takes to set documents of the same words in which nothing is cited."""
    typst = next((peer for peer in plan.peers if isinstance(peer, Typst)), None)
    if typst is None:
        return {}
    folder = plan.work(plan.items)
    commands = {}
    for style in STYLES:
        output = _output(folder, style, plan.archcite.name)
        measure.run(
            plan.archcite.command(style, folder), folder, output, environment=plan.archcite.environment
        )
        commands[style] = (typst, typst.plain(style, folder, plan.archcite.made(style, folder, output)))
    return {style: one._asdict() for style, one in _in_turn(plan, folder, commands).items()}


def growth(plan: Plan) -> Figures:
    """archcite beside itself: ten times the items."""
    few, many = plan.items * 2, plan.items * 20
    folders = {count: plan.work(count) for count in (few, many)}
    commands = {
        (style, count): (plan.archcite, plan.archcite.command(style, folders[count]))
        for style in STYLES
        for count in folders
    }
    found = _in_turn(plan._replace(rounds=min(plan.rounds, 5)), plan.folder, commands)
    return {
        "sizes": [few, many],
        "styles": {
            style: {"few": found[style, few]._asdict(), "many": found[style, many]._asdict()}
            for style in STYLES
        },
    }


def cold(plan: Plan) -> Figures:
    """One citation from a cold start, with everything that has to be loaded for it."""
    folder = plan.work(1)
    commands: dict[str, tuple[Peer, list[str]]] = {
        "archcite cite --style chicago": (plan.archcite, plan.archcite.cite("chicago", folder)),
        f"archcite cite --style {NOTES}": (plan.archcite, plan.archcite.cite(NOTES, folder)),
        "python -c pass": (plan.archcite, [sys.executable, "-c", "pass"]),
    }
    commands |= {peer.name: (peer, peer.command(NOTES, folder)) for peer in plan.peers[1:]}
    found = _in_turn(plan._replace(rounds=plan.rounds * 3), folder, commands)
    return {name: one._asdict() for name, one in found.items()}


def load(plan: Plan) -> Figures:
    """A style loaded in a process that has loaded none before."""
    return _inside(plan, {style: plan.archcite.inside("archcite_load.py", style) for style in STYLES})


def change(plan: Plan) -> Figures:
    """One note changed in a long document."""
    source = str(plan.work(plan.items * 5) / "items.json")
    scripts = {style: plan.archcite.inside("archcite_change.py", style, source) for style in STYLES}
    return {"notes": plan.items * 5, "styles": _inside(plan, scripts)}


def entry(plan: Plan) -> Figures:
    """An entry of a bibliography beside the same line by an f-string."""
    source = str(plan.work(plan.items * 5) / "items.json")
    figures: Figures = _inside(plan, {NOTES: plan.archcite.inside("archcite_entry.py", NOTES, source)})[NOTES]
    return figures


EXPERIMENTS: Mapping[str, Callable[[Plan], Figures]] = {
    one.__name__: one for one in (documents, distinct, pages, growth, cold, load, change, entry)
}


def _in_turn(
    plan: Plan,
    folder: Path,
    commands: Mapping[Key, tuple[Peer, list[str]]],
    check: Callable[[Key], None] | None = None,
) -> dict[Key, measure.Figure]:
    """All commands, round after round; what they made is looked at after the first."""
    runs: dict[Key, list[measure.Run]] = {key: [] for key in commands}
    for number, key, peer, command in _rounds(plan, commands):
        output = _output(folder, *(key if isinstance(key, tuple) else (key,)))
        one = measure.run(command, folder, output, limit=plan.limit, environment=peer.environment)
        runs[key].append(one)
        if check is not None and not number and one.finished:
            check(key)
    return {key: measure.figure(several) for key, several in runs.items()}


def _rounds(
    plan: Plan, commands: Mapping[Key, tuple[Peer, list[str]]]
) -> Iterator[tuple[int, Key, Peer, list[str]]]:
    for number in range(plan.rounds):
        for key, (peer, command) in commands.items():
            if number and peer.once:
                continue
            print(f"round {number + 1} of {plan.rounds}: {key}", file=sys.stderr)
            yield number, key, peer, command


def _inside(plan: Plan, scripts: Mapping[str, list[str]]) -> Figures:
    """What scripts measure inside their own process; each prints JSON."""
    said: dict[str, list[Any]] = {key: [] for key in scripts}
    for _ in range(plan.rounds):
        for key, command in scripts.items():
            output = _output(plan.folder, "inside", key)
            measure.run(command, plan.folder, output, environment=plan.archcite.environment)
            said[key].append(json.loads(output.read_text(encoding="utf-8")))
    return {key: medians(several) for key, several in said.items()}


def _output(folder: Path, *parts: object) -> Path:
    name = "-".join(re.sub(r"\W+", "-", str(part)).strip("-") for part in parts)
    return folder / f"{name}.txt"


def _check(plan: Plan, folder: Path, style: str, name: str) -> None:
    """Nobody wins by leaving work undone: every item is cited, and every item is in the bibliography."""
    peer = next(peer for peer in plan.peers if peer.name == name)
    made = peer.made(style, folder, _output(folder, style, name))
    titles = [item["title"] for item in json.loads((folder / "items.json").read_text(encoding="utf-8"))]
    cited, listed = counts(made, titles, notes=in_notes(style))
    if (cited, listed) != (len(titles), len(titles)):
        raise SystemExit(
            f"{name} made {cited} citations and {listed} entries of {len(titles)} in {style}: its figures mean nothing."
        )


def counts(made: Made, titles: Sequence[str], *, notes: bool) -> tuple[int, int]:
    """How many items are cited, and how many are in the bibliography; notes and entries have the title.

    >>> counts(Made(["(Kim 1956)", ""], "Kim. “Speech\\nby Kim.”"), ["Speech by Kim", "Map"], notes=False)
    (1, 1)
    """
    cited = _found(titles, made.citations) if notes else sum(bool(one.strip()) for one in made.citations)
    return cited, _found(titles, [made.bibliography])


def _found(titles: Iterable[str], texts: Iterable[str]) -> int:
    text = _letters("\n".join(texts))
    return sum(_letters(title) in text for title in titles)


def _letters(text: str) -> str:
    """Letters and digits alone: white space, hyphens, quotation marks and capitals are each processor's own."""
    return "".join(filter(str.isalnum, text.casefold()))
