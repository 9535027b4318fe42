"""Imports go one way, from the app to the extractors, as MAY_IMPORT has it; each library has one home."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    # layer        other layers it may import
    "extractors": set(),
    "network": {"extractors"},
    "sources": {"network", "extractors"},
    "warehouse": {"extractors"},
    "alerts": {"network", "extractors"},
    "flows": {"sources", "warehouse", "alerts", "extractors"},
    "app": {"flows", "sources", "warehouse", "alerts", "extractors"},
}
HOME = {
    # library      layers that may import it
    "prefect": {"flows"},
    "duckdb": {"warehouse"},
    "httpx": {"sources", "alerts"},
    "httpcore": {"network", "sources", "alerts"},
    "apprise": {"alerts"},
    "cyclopts": {"app"},
    "rich": {"app"},
    "fastapi": {"app"},
}
# Folders and files that take values and give values, and nothing else.
PURE = ("extractors", "alerts/rules.py", "network/addresses.py", "network/retry_after.py")
# What they must not reach for: the clock, the network, processes, chance, the environment, logs.
IMPURE_MODULES = {
    "asyncio", "http", "logging", "multiprocessing", "os", "random", "secrets", "shutil", "signal", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "uuid",
}  # fmt: skip
IMPURE_CALLS = {"now", "today", "utcnow", "getenv", "urlopen"}


@cache
def modules(layer: str) -> list[tuple[str, tuple[ast.AST, ...]]]:
    """Name and all nodes of each module: found once, asked by many tests."""
    return [(path.relative_to(ROOT).as_posix(), nodes(path)) for path in sorted((ROOT / layer).rglob("*.py"))]


def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))))


@cache
def imports(module: str, found: tuple[ast.AST, ...]) -> list[tuple[int, str]]:
    """Line and dotted name of every import, wherever it stands; relative ones written out."""
    return list(_imports(module, found))


def _imports(module: str, found: tuple[ast.AST, ...]) -> Iterator[tuple[int, str]]:
    for node in found:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.split("/")[: -node.level] if node.level else []
            yield node.lineno, ".".join([*package, *([node.module] if node.module else [])])


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_go_one_way(layer: str) -> None:
    allowed = MAY_IMPORT[layer] | {layer}
    wrong = [
        f"{module}:{line}: imports {name}"
        for module, found in modules(layer)
        for line, name in imports(module, found)
        if (top := name.partition(".")[0]) in MAY_IMPORT and top not in allowed
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("library", HOME)
def test_each_library_has_one_home(library: str) -> None:
    wrong = [
        f"{module}:{line}: imports {name}"
        for layer in MAY_IMPORT.keys() - HOME[library]
        for module, found in modules(layer)
        for line, name in imports(module, found)
        if name.partition(".")[0] == library
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("where", PURE)
def test_the_core_is_pure(where: str) -> None:
    found_in = [(where, nodes(ROOT / where))] if where.endswith(".py") else modules(where)
    wrong = []
    for module, found in found_in:
        wrong += [
            f"{module}:{line}: imports {name}"
            for line, name in imports(module, found)
            if name.partition(".")[0] in IMPURE_MODULES or name == "urllib.request"
        ]
        wrong += [
            f"{module}:{node.lineno}: calls {node.func.attr}()"
            for node in found
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_CALLS
        ]
        wrong += [
            f"{module}:{node.lineno}: prints or opens"
            for node in found
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"print", "open", "input"}
        ]
    assert not wrong, "\n".join(wrong)


def test_a_flow_is_named_by_its_module() -> None:
    """A file path as entrypoint puts flows/ on the import path, where a file can hide a package of its name."""
    deployments = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    entrypoints = [line.split(":", 1)[1].strip() for line in deployments.splitlines() if "entrypoint:" in line]
    assert entrypoints
    assert not [entrypoint for entrypoint in entrypoints if "/" in entrypoint or ".py:" in entrypoint]


# "(?:[.,]\d)*+": of a group, that matches too little or too much before Python 3.11.5 (cpython issue 106052).
POSSESSIVE_GROUP = re.compile(r"(?<!\()\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_no_pattern_needs_a_newer_patch_release(layer: str) -> None:
    wrong = [
        f"{module}:{node.lineno}: possessive group {group.group()!r}"
        for module, found in modules(layer)
        for node in found
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (group := POSSESSIVE_GROUP.search(node.value))
    ]
    assert not wrong, "\n".join(wrong)


HEAVY = ("prefect", "duckdb", "httpx", "pydantic", "trafilatura", "pint", "lxml", "ruamel", "fastapi")
LIGHT = [
    # arguments                                   libraries that must not be loaded
    (["--help"], HEAVY),
    (["--version"], HEAVY),
    (["run", "--help"], HEAVY),
    (["sql", "--help"], HEAVY),
    (["extract", "--plain", "-"], (*HEAVY, "cyclopts", "rich")),
]


@pytest.mark.parametrize(("arguments", "absent"), LIGHT, ids=lambda value: " ".join(value[:2]))
def test_light_commands_load_nothing_heavy(arguments: list[str], absent: tuple[str, ...]) -> None:
    program = (
        "import sys; from app.cli import main\n"
        "try: code = main(sys.argv[1:])\n"
        "except SystemExit as end: code = end.code\n"
        "print(code or 0, *sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input="Output rose 5%.",
        capture_output=True,
        text=True,
        timeout=60,
    )
    code, *loaded = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    assert not set(absent) & set(loaded)


def test_extract_loads_no_library_outside_the_standard_one() -> None:
    """The reason it starts in a quarter of a second."""
    program = (
        "import sys; from app.cli import main; main(['extract', '--plain', '-']);"
        "print(*{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], input="Up 5%.", capture_output=True, text=True, timeout=60)
    loaded = set(done.stderr.splitlines()[-1].split())
    foreign = loaded - set(sys.stdlib_module_names) - set(MAY_IMPORT) - {"__main__"}
    # whatever .pth files of the environment load at start is not ours
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*{m.partition('.')[0] for m in sys.modules})"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert not foreign - set(bare.stdout.split())
