"""The house rules that a machine can check: sizes, what importing costs, what the tree is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hashtui

ROOT = Path(hashtui.__file__).parent.parent
SOURCES = sorted(path for folder in ("hashtui", "tests", "screenshots") for path in (ROOT / folder).rglob("*.py"))
MOST = {"file": 400, "class": 250, "function": 50}


def pieces(path: Path) -> list[tuple[str, str, int]]:
    """(kind, name, lines) of the file, its classes and its functions."""
    text = path.read_text(encoding="utf-8")
    found = [("file", "", len(text.splitlines()))]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            found.append((kind, node.name, (node.end_lineno or node.lineno) - node.lineno + 1))
    return found


def test_no_file_class_or_function_is_larger_than_the_house_allows() -> None:
    too_large = [
        f"{path.relative_to(ROOT)} {kind} {name}: {lines} lines"
        for path in SOURCES
        for kind, name, lines in pieces(path)
        if lines > MOST[kind]
    ]

    assert not too_large


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in SOURCES if _says_nothing(path)]

    assert not silent


def _says_nothing(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return bool(tree.body) and ast.get_docstring(tree) is None


def test_every_package_is_named_for_the_build() -> None:
    named = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "hashtui").rglob("*.py") if path.is_file()
    }

    assert [package for package in sorted(packages) if f'"{package}"' not in named] == []


@pytest.mark.parametrize("module", ["textual", "rich", "httpx", "click", "asyncio", "websockets", "msgspec"])
def test_importing_the_command_line_loads_no_screen_and_no_network(module: str) -> None:
    code = f"import sys, hashtui.cli; sys.exit({module!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_broad_except_stands_only_where_one_source_is_kept_from_the_others() -> None:
    broad = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.is_relative_to(ROOT / "hashtui")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    ]

    assert broad == ["hashtui/watch/tending.py"]


def _is_broad(node: ast.ExceptHandler) -> bool:
    """It catches everything and does not raise it again after cleaning up."""
    named = node.type is not None and not (
        isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
    )
    last = node.body[-1]
    return not named and not (isinstance(last, ast.Raise) and last.exc is None)


def test_only_the_two_tables_import_late() -> None:
    late = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.is_relative_to(ROOT / "hashtui")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert {Path(name).parent.name for name in late} <= {"cli", "sources"}
