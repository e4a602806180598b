"""How processes are run and what they made is looked at, without any of the peers."""

from __future__ import annotations

import doctest
import importlib
import sys
from pathlib import Path

import pytest

from benchmarks import experiments, measure, peers
from benchmarks.peers.base import Made, Peer, UnavailableError, cited_in, sentence

if sys.platform == "win32":
    pytest.skip("processes are measured with wait4, which Windows lacks", allow_module_level=True)


def test_a_process_has_figures_and_its_output_in_a_file(tmp_path: Path) -> None:
    one = measure.run([sys.executable, "-c", "print('done')"], tmp_path, tmp_path / "out.txt")
    assert one.finished and one.memory > 1
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "done\n"


def test_what_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such style"):
        measure.run(
            [sys.executable, "-c", "raise SystemExit('no such style')"], tmp_path, tmp_path / "out.txt"
        )


def test_a_peer_that_cannot_be_had_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere(Peer):
        name = "nowhere"

        def __init__(self, tools: Path) -> None:
            raise UnavailableError("nobody has it")

    monkeypatch.setattr(peers, "PEERS", (Nowhere,))
    found, missing = peers.prepare(tmp_path)
    assert [peer.name for peer in found] == ["archcite"]
    assert missing == {"nowhere": "nobody has it"}


def test_work_left_undone_is_noticed() -> None:
    titles = ["Letter from Kim to Pak", "Map of Laos"]
    notes = Made(["“Letter from Kim to Pak.”", "[?]"], "“Letter from\nKim to Pak.”\n“Map of Laos.”")
    assert experiments.counts(notes, titles, notes=True) == (1, 2)
    in_text = Made(cited_in("\n".join(map(sentence, ("(Kim 1956)", "(Pak 1957)")))), "")
    assert experiments.counts(in_text, titles, notes=False) == (2, 0)


@pytest.mark.parametrize(
    "name",
    ["conversion", "experiments", "measure", "peers.base", "peers.typst", "report", "targets", "workload"],
)
def test_examples(name: str) -> None:
    done = doctest.testmod(importlib.import_module(f"benchmarks.{name}"))
    assert done.attempted and not done.failed
