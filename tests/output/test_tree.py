"""Rich text as nodes, and the helpers of rich text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archcite.richtext import marks as rt
from archcite.richtext.tree import Span, build_tree


def test_nodes() -> None:
    rich = "a" + rt.wrap(rt.ITALIC, "b" + rt.wrap(rt.BOLD, "c")) + rt.link("https://e.org", "d") + "e"
    assert build_tree(rich) == (
        "a",
        Span("italic", ("b", Span("bold", ("c",)))),
        Span("link", ("d",), "https://e.org"),
        "e",
    )
    assert build_tree("") == ()


@given(st.text(alphabet=st.sampled_from([*map(chr, range(0xFDD0, 0xFDF0)), *"ab "]), max_size=30))
def test_no_mark_stays_in_a_node(heap: str) -> None:
    def walk(nodes: tuple[Span | str, ...]) -> str:
        return "".join(node if isinstance(node, str) else walk(node.children) for node in nodes)

    assert rt.strip_unsafe(walk(build_tree(heap))) == walk(build_tree(heap))


def test_helpers() -> None:
    assert rt.to_plain("a" + rt.link("https://e.org", "b")) == "ab"
    assert rt.wrap(rt.ITALIC, "") == rt.link("https://e.org", "") == ""
    assert rt.strip_unsafe("Übersicht\ufdd0\x07\ud800") == "Übersicht"
