"""`hashtui config`."""

import tomllib
from pathlib import Path

import pytest

from hashtui.config.actions import ACTIONS
from hashtui.config.config import Config
from hashtui.config.reader import read_config
from hashtui.config.settings import example_file
from tests.cli.running import Hashtui

CANARY = "canary-4711"


def config_file(home: Path, text: str) -> Path:
    """The person's configuration, written."""
    file = home / ".config/hashtui/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_path_names_the_file_though_it_does_not_exist(hashtui: Hashtui, home: Path) -> None:
    ran = hashtui("config", "path")

    assert (ran.code, ran.out) == (0, f"{home}/.config/hashtui/config.toml\n")
    assert ran.err == "hashtui: there is no such file yet; hashtui config init writes one\n"


def test_init_writes_the_example_and_never_over_a_file(hashtui: Hashtui, home: Path) -> None:
    first, second = hashtui("config", "init"), hashtui("config", "init")

    file = home / ".config/hashtui/config.toml"
    assert (first.code, first.out) == (0, f"{file}\n")
    assert file.read_text("utf-8") == example_file()
    assert [p.stat().st_mode & 0o777 for p in (file, file.parent)] == [0o600, 0o700]
    assert (second.code, second.out) == (2, "")
    assert second.err == f"hashtui: {file}: is there already, and stays as it is\n"


def test_init_into_a_place_that_cannot_be_is_one_sentence(hashtui: Hashtui, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    ran = hashtui("config", "init", "--config", str(tmp_path / "file/config.toml"))

    assert ran.code == 2
    assert ran.err == f"hashtui: {tmp_path}/file/config.toml: cannot be written: Not a directory\n"


def test_check_says_in_one_line_that_all_is_right(hashtui: Hashtui, home: Path) -> None:
    file = config_file(home, example_file())

    ran = hashtui("config", "check")

    assert (ran.code, ran.out, ran.err) == (0, f"{file}: right\n", "")


def test_check_names_the_keys_that_a_source_does_not_heed(hashtui: Hashtui, home: Path) -> None:
    sources = {"https://a.example": "every", "nostr+wss://a.example": "token_env", "jsonl:a": "pds", "bluesky": "every"}
    values = {"every": "5m", "token_env": "A", "pds": "a.example"}
    text = "".join(f'[[source]]\nurl = "{url}"\n{key} = "{values[key]}"\n' for url, key in sources.items())
    config_file(home, text + '[[source]]\nurl = "feed+https://a.example/{tag}"\nevery = "5m"\ntoken_env = "A"\n')

    ran = hashtui("config", "check")

    assert ran.code == 0
    said = [line.split("warning: ")[1] for line in ran.err.splitlines()]
    assert said == [f"{key} means nothing to a source of this kind" for key in sources.values()]


def test_check_of_no_file_says_that_the_defaults_hold(hashtui: Hashtui, tmp_path: Path) -> None:
    assert hashtui("config", "check").code == 0
    named = hashtui("config", "check", "--config", str(tmp_path / "none.toml"))

    assert (named.code, named.err) == (2, f"hashtui: {tmp_path}/none.toml: there is no such file\n")


def test_check_tells_every_mistake_with_its_place(hashtui: Hashtui, home: Path) -> None:
    text = 'sources = ["ftp://x"]\n[[pane]]\nshow = "lang:fr"\n[look]\ntheme = "nort"\n[keys]\nfollow = "n"\n'
    file = config_file(home, text)

    ran = hashtui("config", "check")

    assert ran.code == 2
    assert ran.out == ""
    places = [line.removeprefix(f"{file}:").split(": ")[0] for line in ran.err.splitlines()]
    assert places == ["1:12", "3:9", "5:9", "7:10"]


def test_check_warns_of_a_token_and_calls_the_rest_right(hashtui: Hashtui, home: Path) -> None:
    config_file(home, f'[[source]]\nurl = "https://mamot.fr"\ntoken = "{CANARY}"\n')

    ran = hashtui("config", "check")

    assert ran.code == 0
    assert ran.err.count("warning: ") == 1
    assert CANARY not in ran.err + ran.out


def test_show_is_the_effective_configuration_as_toml(hashtui: Hashtui, home: Path) -> None:
    config_file(home, '[look]\ndensity = "full"\n[[pane]]\nshow = "#a"\ntitle = "A"\n[keys]\nfollow = "L"\n')

    shown = tomllib.loads(hashtui("config", "show").out)

    assert shown["sources"] == [source.url for source in Config().sources]
    assert shown["look"] == {
        "theme": "textual-dark",
        "density": "full",
        "time": "clock",
        "drip": 0,
        "mouse": True,
        "pictures": False,
    }
    assert shown["archive"] == {"keep": "365d", "most": "2GB"}
    assert shown["pane"] == [{"show": "#a", "title": "A"}]
    assert set(shown["keys"]) == {action.id for action in ACTIONS}
    assert shown["keys"]["follow"] == "L"


def test_what_show_says_is_a_configuration_again(hashtui: Hashtui, home: Path) -> None:
    rules = (
        '[rules]\nhide = [{ name = "x", when = "#spam | #scam" }, { when = "#bot" }]\n'
        'highlight = [{ name = "y", when = "#a", style = "reverse warning" }]\nquiet = "22:00-7:05"\n'
    )
    file = config_file(
        home, 'sources = ["mamot.fr"]\n[[source]]\nurl = "http://lan.example"\ninsecure = true\n' + rules
    )

    again = read_config(hashtui("config", "show").out, "c.toml").accepted()

    assert again.rules == read_config(file.read_text(), "c.toml").accepted().rules
    assert [rule.name for rule in again.rules.hide] == ["x", "#bot"]

    assert [(source.url, source.insecure) for source in again.sources] == [
        ("mamot.fr", False),
        ("http://lan.example", True),
    ]


@pytest.mark.parametrize("written", ['keep = "90d"\nmost = "1.5GB"', 'keep = "0d"\nmost = "0GB"'])
def test_how_much_is_kept_is_shown_as_it_is_read(hashtui: Hashtui, home: Path, written: str) -> None:
    text = f"[archive]\n{written}\n"
    config_file(home, text)

    again = read_config(hashtui("config", "show").out, "c.toml").accepted()

    assert again.archive == read_config(text, "c.toml").accepted().archive


def test_show_masks_every_secret(hashtui: Hashtui, home: Path) -> None:
    config_file(
        home,
        f'[[source]]\nurl = "https://a.example"\ntoken = "{CANARY}"\n'
        f'[[source]]\nurl = "https://b.example"\ntoken_command = ["printf", "{CANARY}"]\n',
    )

    ran = hashtui("config", "show")

    assert ran.code == 0
    assert CANARY not in ran.out + ran.err
    assert 'token = "***"' in ran.out


def test_show_keys_lists_every_action_with_the_keys_it_has_now(hashtui: Hashtui, home: Path) -> None:
    config_file(home, '[keys]\nfollow = ["L", "ctrl+f"]\n')

    lines = hashtui("config", "show", "keys").out.splitlines()

    assert [line.split()[0] for line in lines] == [action.id for action in ACTIONS]
    assert next(line for line in lines if line.startswith("follow ")).split()[1:3] == ["L", "ctrl+f"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "hashtui config needs one of path, show, check, init"),
        (("chekc",), 'there is no hashtui config "chekc" — did you mean "check"?'),
        (("show", "kyes"), 'hashtui config show knows only keys, not "kyes" — did you mean "keys"?'),
        (("path", "x"), 'hashtui config path takes nothing more, not "x"'),
    ],
)
def test_what_config_cannot_do_is_told(hashtui: Hashtui, words: tuple[str, ...], message: str) -> None:
    ran = hashtui("config", *words)

    assert (ran.code, ran.out, ran.err) == (2, "", f"hashtui: {message}\n")
