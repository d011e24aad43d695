"""The folder layout is a promise. These tests keep it, and keep docs/map.md true."""

import ast
from importlib.util import resolve_name
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
ROOT = PROJECT / "src" / "torimatome"
STEPS = ("collect", "understand", "draft", "edit", "publish", "remember")

# The reading order, which is also the order of docs/map.md.
ORDER = (
    "flow", "cli", "demo", "desk", "model", *STEPS, "text", "store", "outside", "desks",
    "settings", "errors",
)  # fmt: skip

# Who may import whom, lowest first: a part may import only parts on an earlier line.
LAYERS: list[set[str]] = [
    {"errors"},
    {"model"},
    {"text"},
    {"outside", "store", "settings", "desks"},
    {"desk"},
    set(STEPS),
    {"flow"},
    {"demo"},
    {"cli"},
]
LEVEL = {part: level for level, layer in enumerate(LAYERS) for part in layer}

# In a step only these files may see the desk; the others are handed what they need.
DOORS = {"__init__", "web"}

# Where something is imported only while running, and why. Never to get around a circle.
LATE = {
    "torimatome.cli": "a command is loaded when it is asked for",
    "torimatome.outside.models.ctranslate": "an extra that need not be installed",
    "torimatome.outside.notices": "an extra that need not be installed",
    "torimatome.store.database": "Alembic, where a store is new or older than this program",
    "torimatome.understand.filing.features": "scipy, where a desk has a past to learn from",
}


def name(path: Path) -> str:
    parts = ("torimatome", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part(dotted: str) -> str:
    return dotted.split(".")[1]


def _modules() -> list[Path]:
    found = (
        path
        for path in ROOT.rglob("*.py")
        if path != ROOT / "__init__.py" and "versions" not in path.parts
    )
    return sorted(found, key=lambda p: (ORDER.index(part(name(p))), p.stem != "__init__", p))


MODULES = _modules()


def imports(path: Path) -> set[str]:
    """Every torimatome module that `path` imports, also inside functions and type checks."""
    here = ("torimatome", *path.relative_to(ROOT).parts[:-1])
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), ".".join(here))
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return {dotted for dotted in found if dotted.startswith("torimatome.")}


def parts_imported(path: Path) -> set[str]:
    return {part(dotted) for dotted in imports(path)} & LEVEL.keys()


def map_text() -> str:
    lines = ["# Every file in one line", "", "Written by `make map`; a test keeps it true.", ""]
    for path in MODULES:
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        lines.append(f"- `{name(path)}` {doc.splitlines()[0] if doc else ''}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_only_point_down(path: Path) -> None:
    me = part(name(path))
    for other in parts_imported(path) - {me}:
        assert LEVEL[other] < LEVEL[me], f"{name(path)} may not import {other}: see LAYERS"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_inner_files_of_a_step_are_handed_what_they_need(path: Path) -> None:
    if part(name(path)) in STEPS and path.stem not in DOORS:
        beyond = parts_imported(path) & {"desk", "store", "settings", "desks"}
        assert not beyond, f"{name(path)} is no door and may not import {beyond}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_file_says_in_its_first_line_what_lives_there(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc, f"{name(path)} has no docstring"
    assert len(doc.splitlines()[0]) <= 100


def test_no_two_files_import_each_other_in_a_circle() -> None:
    graph = {name(path): imports(path) for path in MODULES}
    # `from torimatome.store import schema` needs the module it names, not what the package's
    # door gathers; `from torimatome.model import Article` needs the package.
    edges = {
        here: {d if d in graph else d.rpartition(".")[0] for d in used} & graph.keys() - {here}
        for here, used in graph.items()
    }
    done: set[str] = set()

    def follow(here: str, trail: tuple[str, ...]) -> None:
        assert here not in trail, f"import circle: {' → '.join((*trail, here))}"
        if here not in done:
            for there in sorted(edges[here]):
                follow(there, (*trail, here))
            done.add(here)

    for here in sorted(edges):
        follow(here, ())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_a_file_needs_stands_at_its_top(path: Path) -> None:
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    late = any(
        isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Name | ast.Attribute) and "import_module" in ast.unparse(node))
        for function in functions
        for node in ast.walk(function)
    )
    assert late == (name(path) in LATE), "import at the top, or say in LATE why not"


def test_the_map_lists_every_file_with_its_first_line() -> None:
    text = (PROJECT / "docs" / "map.md").read_text(encoding="utf-8")
    assert text == map_text(), "run `make map`"


if __name__ == "__main__":
    (PROJECT / "docs" / "map.md").write_text(map_text(), encoding="utf-8")
