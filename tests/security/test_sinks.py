"""Clean text is made in one place, and nothing that prints it reads it as markup: told from the source itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hashtui

PACKAGE = Path(hashtui.__file__).parent
CLEAN = ("CleanText", "CleanLine")
READS_MARKUP = frozenset(
    (
        "Static",
        "Label",
        "Button",
        "OptionList",
        "SelectionList",
        "Tab",
        "Collapsible",
        "Checkbox",
        "RadioButton",
        "Link",
    )
)
"""Widgets of Textual whose text is markup unless they are told otherwise."""
ALWAYS_MARKUP = frozenset(("DataTable", "Tree", "Markdown", "MarkdownViewer"))
"""Widgets of Textual that cannot be told."""
TITLES = ("border_title", "border_subtitle")


def modules(*folders: str) -> list[Path]:
    """Every module below those folders of the package; of the whole package without one."""
    return sorted(path for folder in folders or (".",) for path in (PACKAGE / folder).rglob("*.py"))


def complaints(source: str, *, may_make_clean: bool = False) -> list[str]:
    """What a module does that could let foreign text act, each with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call():
                found += [f"{node.lineno}: {said}" for said in _of_call(node, may_make_clean=may_make_clean)]
            case ast.Assign(targets=targets, value=value) if not isinstance(value, ast.Constant):
                names = {target.attr for target in targets if isinstance(target, ast.Attribute)}
                found += [
                    f"{node.lineno}: {name} parses markup" for name in names if name in TITLES and _is_text(value)
                ]
    return found


def _of_call(call: ast.Call, *, may_make_clean: bool) -> Iterator[str]:
    name = _name(call.func)
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in CLEAN and not may_make_clean:
        yield f"{name} is made outside post/clean.py"
    if name == "from_markup" and not (call.args and isinstance(call.args[0], ast.Constant)):
        yield "from_markup takes literals only"
    if name in ALWAYS_MARKUP:
        yield f"{name} cannot be kept from reading markup"
    markup = keywords.get("markup")
    is_off = isinstance(markup, ast.Constant) and markup.value is False
    if (name in READS_MARKUP or name == "notify") and not is_off:
        yield f"{name}(…) without markup=False"
    if markup is not None and not is_off:
        yield "markup is switched on"


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _name(value)
        case _:
            return ""


def _is_text(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Call) and _name(value.func) in ("Content", "Text"))


def test_no_other_module_makes_clean_text() -> None:
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if any("is made outside" in said for said in complaints(path.read_text("utf-8")))
    }

    assert makers == {"post/clean.py"}


def test_nothing_on_the_screen_or_the_command_line_reads_markup() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): said
        for path in modules("tui", "cli")
        if (said := complaints(path.read_text("utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "CleanLine('x')",
        "clean.CleanText(raw)",
        "Content.from_markup(f'[b]{name}')",
        "Text.from_markup(post.body.text)",
        "self.notify(message)",
        "self.app.notify(message, markup=True)",
        "yield Static(name)",
        "yield OptionList[str](name, markup=parse)",
        "yield DataTable()",
        "self.border_title = post.author.name",
        "console.print(name, markup=True)",
    ],
)
def test_the_look_at_the_source_finds(source: str) -> None:
    assert len(complaints(source.replace("yield ", ""))) >= 1


@pytest.mark.parametrize(
    "source",
    [
        "Content.from_markup('[b]$x[/b]', x=name)",
        "self.notify(message, markup=False)",
        "Static(name, markup=False)",
        "self.border_title = Content(name)",
        "self.border_title = 'sources'",
    ],
)
def test_the_look_at_the_source_lets_pass(source: str) -> None:
    assert complaints(source) == []
