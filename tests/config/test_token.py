"""Tokens from the environment and from commands."""

import resource
import sys
import time

import pytest

from hashtui.config.config import SourceConfig
from hashtui.config.token import with_tokens
from hashtui.errors import ConfigError
from hashtui.post.redaction import redact

PLACE = "c.toml:3:1"


def by_command(*code: str) -> SourceConfig:
    """A source whose token a Python program prints."""
    return SourceConfig("https://x", token_command=(sys.executable, "-c", *code), place=PLACE)


def token_of(source: SourceConfig) -> str:
    """The token itself."""
    assert source.token is not None
    return source.token.reveal()


def test_a_token_is_read_from_the_environment_and_taken_out_of_it() -> None:
    environ = {"T": " abc\n", "OTHER": "x"}
    both = (SourceConfig("https://a", token_env="T"), SourceConfig("https://b", token_env="T"))

    found = with_tokens(both, environ)

    assert [token_of(source) for source in found] == ["abc", "abc"]
    assert environ == {"OTHER": "x"}


@pytest.mark.parametrize(
    ("environ", "reason"), [({}, "is not set"), ({"T": " "}, "is not set"), ({"T": "ä b"}, "no token")]
)
def test_a_variable_without_a_token_is_told_with_its_place_and_without_its_value(
    environ: dict[str, str], reason: str
) -> None:
    with pytest.raises(ConfigError, match=reason) as raised:
        with_tokens([SourceConfig("https://a", token_env="T", place=PLACE)], environ)

    assert str(raised.value).startswith(f"{PLACE}: ")
    assert "ä b" not in str(raised.value)


def test_the_first_line_a_command_prints_is_the_token() -> None:
    assert token_of(with_tokens([by_command("print('abc'); print('user: x')")], {})[0]) == "abc"


def test_a_command_that_fails_is_told_with_its_words_made_safe() -> None:
    source = by_command("import sys; print('canary'); sys.exit('\\x1b[31mno such entry')")

    with pytest.raises(ConfigError, match=r"ended with status 1: .*no such entry") as raised:
        with_tokens([source], {})

    assert "\x1b" not in str(raised.value)
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("code", ["pass", "print('two words')", "print('é')", "print()"])
def test_a_command_that_prints_no_token_is_told_without_its_words(code: str) -> None:
    with pytest.raises(ConfigError, match="printed no token on its first line"):
        with_tokens([by_command(code)], {})


def test_a_command_that_does_not_exist_is_told_with_its_place() -> None:
    source = SourceConfig("https://x", token_command=("no-such-program-here",), place=PLACE)

    with pytest.raises(
        ConfigError,
        match=rf'^{PLACE}: the token_command "no-such-program-here" cannot be started: No such file or directory$',
    ):
        with_tokens([source], {})


def test_a_command_that_hangs_is_ended_with_all_it_started() -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    began = time.monotonic()

    with pytest.raises(ConfigError, match=r"gave no answer in 0\.3 seconds"):
        with_tokens([by_command(child)], {}, limit=0.3)

    assert time.monotonic() - began < 5


def test_a_command_that_leaves_something_running_is_not_waited_for() -> None:
    code = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print('abc')"
    )
    began = time.monotonic()

    assert token_of(with_tokens([by_command(code)], {})[0]) == "abc"
    assert time.monotonic() - began < 5


def test_a_command_that_never_stops_printing_costs_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ConfigError, match="gave no answer"):
        with_tokens([by_command("while True: print('x' * 60000)")], {}, limit=0.7)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_what_is_wrong_with_a_command_is_not_struck_out_as_a_secret() -> None:
    with pytest.raises(ConfigError) as raised:
        with_tokens([SourceConfig("https://x", token_command=("false",), place=PLACE)], {})

    assert redact(str(raised.value)) == f'{PLACE}: the token_command "false" ended with status 1'


def test_a_source_without_a_token_stays_as_it_is() -> None:
    source = SourceConfig("https://x")

    assert with_tokens([source], {}) == (source,)
