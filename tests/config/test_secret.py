"""A token shows itself to nobody who does not ask for it by name."""

import copy
import json
import logging
import pickle
from collections.abc import Callable

import pytest

from hashtui.config.config import SourceConfig
from hashtui.config.secret import Secret

VALUE = "hunter2-hunter2"


def test_only_reveal_tells_it() -> None:
    assert Secret(VALUE).reveal() == VALUE


def test_what_is_printed_for_the_makers_does_not_hold_it() -> None:
    secret = Secret(VALUE)
    config = SourceConfig("https://a.example", token=secret)

    assert VALUE not in f"{secret!r} {config!r} {[secret]} {config}"


@pytest.mark.parametrize(
    "write", [str, "{}".format, "{:>20}".format, "%s".__mod__, json.dumps, pickle.dumps, copy.copy, "token ".__add__]
)
def test_it_cannot_be_written_anywhere(write: Callable[[Secret], object]) -> None:
    with pytest.raises(TypeError) as refused:
        write(Secret(VALUE))

    assert VALUE not in str(refused.value)


def test_a_log_line_made_of_it_has_stars() -> None:
    record = logging.LogRecord("x", logging.INFO, "here", 1, "token %r", (Secret(VALUE),), None)

    assert record.getMessage() == "token Secret(***)"
