"""Measure names, docstrings and words of the code, per folder: ``python .ci/code_figures.py [FOLDER] [--list]``.

With ``--check`` the exit status is 1 if a figure misses its goal, or if modules import each other in a circle. What is
imported for types alone, or within a function, makes no circle: it is not imported while a module is loaded.

A function counts as named by a verb if the first word of its name is one; dunder methods, properties and nested
functions that a decorator returns are left out of no count but that of names, where dunder methods and properties
(values, hence nouns) are. ``--list`` prints what falls short, with its place.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text(encoding="utf-8").split())
# “to_bibtex” and “from_dict” are what Python calls conversions.
CONVERSIONS = ("to", "from", "as", "with", "without", "iter")
GOALS = {"verbs": 0.75, "imperative": 0.80}  # at least
LIMITS = {"participles": 0.01, "negatives": 5, "in_pages": 5, "circles": 0}  # at most
IRREGULAR = frozenset(
    [
        "said",
        "made",
        "laid",
        "lay",
        "told",
        "found",
        "kept",
        "written",
        "given",
        "held",
        "taken",
        "known",
        "shown",
        "seen",
        "met",
        "put",
        "read",
        "built",
        "bound",
        "brought",
        "chosen",
        "drawn",
        "drawn",
        "done",
        "left",
        "lost",
        "meant",
        "sent",
        "set",
        "spelt",
        "spelled",
        "stood",
        "thought",
        "understood",
    ]
) - {"put", "read", "set", "lay"}
NEGATIVE = re.compile(r"\b(?:is|are|was|were|be|it's) (?:none|no)\b(?! longer\b| more\b)")


def split_name(name: str) -> list[str]:
    return [word for word in name.strip("_").split("_") if word]


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {ast.unparse(decorator).rpartition(".")[2].partition("(")[0] for decorator in node.decorator_list}
    return bool(names & {"property", "cached_property", "setter", "validator", "default", "overload"})


def is_participle(name: str) -> bool:
    words = split_name(name)
    return len(words) == 1 and (words[0] in IRREGULAR or (words[0].endswith("ed") and words[0] not in VERBS))


def starts_with_verb(name: str) -> bool:
    words = split_name(name)
    return bool(words) and (words[0] in VERBS or words[0] in CONVERSIONS)


def docstring_starts_with_verb(text: str) -> bool:
    first = re.match(r"\W*(\w+)", text)
    return first is not None and first[1].lower() in VERBS


def measure(folder: Path, *, show: bool) -> dict[str, int]:
    figures = dict.fromkeys(("functions", "verbs", "participles", "docstrings", "imperative", "negatives"), 0)
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for number, line in enumerate(source.splitlines(), 1):
            if NEGATIVE.search(line):
                figures["negatives"] += 1
                if show:
                    print(f"{path}:{number}: words: {line.strip()}")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            dunder = node.name.startswith("__")
            if not dunder and not is_property(node):
                figures["functions"] += 1
                figures["verbs"] += starts_with_verb(node.name)
                figures["participles"] += is_participle(node.name)
                if show and not starts_with_verb(node.name):
                    print(f"{path}:{node.lineno}: name: {node.name}")
            text = ast.get_docstring(node)
            if text and not is_property(node):
                figures["docstrings"] += 1
                figures["imperative"] += docstring_starts_with_verb(text)
                if show and not docstring_starts_with_verb(text):
                    print(f"{path}:{node.lineno}: docstring of {node.name}: {text.splitlines()[0]}")
    return figures


def find_circles(package: Path) -> list[list[str]]:
    """Return the groups of modules that import each other while they are loaded."""
    modules = {_dotted(path): path for path in package.rglob("*.py")}
    graph = {name: _find_imports(name, path, modules) for name, path in modules.items()}
    return [sorted(group) for group in _find_components(graph) if len(group) > 1]


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _find_imports(name: str, path: Path, modules: dict[str, Path]) -> set[str]:
    """Return the modules of the package that a module imports when it is loaded."""
    found: set[str] = set()
    todo: list[ast.stmt] = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
                above = above[: len(above) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            # “from package import module” loads the module; the package itself is loaded before in any case.
            found.update(
                f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base for alias in node.names
            )
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo.extend(node.orelse)
        else:
            for field in ("body", "orelse", "finalbody"):
                if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    todo.extend(child for child in getattr(node, field, []) if isinstance(child, ast.stmt))
            for handler in getattr(node, "handlers", []):
                todo.extend(handler.body)
    return (found & set(modules)) - {name}


def _find_components(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components of a graph (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    components: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in graph[node]:
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            cut = stack.index(node)
            components.append(stack[cut:])
            del stack[cut:]

    for node in graph:
        if node not in index:
            visit(node)
    return components


def find_misses(figures: dict[str, float]) -> list[str]:
    """Return a sentence for each figure that misses its goal."""
    misses = [
        f"{name}: {figures[name]:.1%}, at least {goal:.0%} wanted"
        for name, goal in GOALS.items()
        if figures[name] < goal
    ]
    return misses + [
        f"{name}: {figures[name]:g}, at most {limit:g} wanted"
        for name, limit in LIMITS.items()
        if figures[name] > limit
    ]


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    root = Path(arguments[0] if arguments else "archcite")
    show = "--list" in sys.argv
    figures = measure(root, show=show)
    pages = [
        path for path in (*Path().glob("*.md"), *Path("docs").rglob("*.md")) if "_build" not in path.parts
    ]
    in_pages = sum(len(NEGATIVE.findall(path.read_text(encoding="utf-8"))) for path in pages)
    functions, docstrings = max(figures["functions"], 1), max(figures["docstrings"], 1)
    print(
        f"functions that begin with a verb: {figures['verbs']} of {functions}, {figures['verbs'] / functions:.0%}"
    )
    print(
        f"functions named by a participle:  {figures['participles']}, {figures['participles'] / functions:.1%}"
    )
    print(
        f"docstrings that begin with a verb: {figures['imperative']} of {docstrings}, "
        f"{figures['imperative'] / docstrings:.0%}"
    )
    print(f"“is none / is no X”: {figures['negatives']} in code, {in_pages} in pages")
    circles = find_circles(Path("archcite"))
    print(f"circles of imports: {len(circles)}")
    for circle in circles:
        print(f"    {' ↔ '.join(circle)}")
    if "--check" in sys.argv:
        measured = {
            "verbs": figures["verbs"] / functions,
            "imperative": figures["imperative"] / docstrings,
            "participles": figures["participles"] / functions,
            "negatives": figures["negatives"],
            "in_pages": in_pages,
            "circles": len(circles),
        }
        misses = find_misses(measured)
        print(*misses, sep="\n")
        sys.exit(bool(misses))


if __name__ == "__main__":
    main()
