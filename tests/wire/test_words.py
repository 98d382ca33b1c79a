"""What went wrong on the wire, told apart by whose side it is on."""

import errno
import socket

import pytest

from hashtui.errors import NoNetwork, Unreachable
from hashtui.wire.place import read_place
from hashtui.wire.words import trouble, weightier

PLACE = read_place("https://masto.example")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "cannot be looked up now (DNS)"),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure"), "cannot be looked up (DNS)"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "the network cannot be reached"),
        (OSError(errno.ENETDOWN, "Network is down"), "the network is down"),
    ],
)
def test_what_lies_on_our_side_is_no_network(error: OSError, words: str) -> None:
    told = trouble(error, PLACE)

    assert isinstance(told, NoNetwork)
    assert str(told).startswith("no answer from masto.example: ")
    assert str(told).endswith(words)


@pytest.mark.parametrize(
    "error",
    [
        socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
        OSError(errno.ECONNREFUSED, "Connection refused"),
        OSError(errno.EHOSTUNREACH, "No route to host"),
        TimeoutError(),
    ],
)
def test_what_lies_on_the_servers_side_is_not(error: OSError) -> None:
    told = trouble(error, PLACE)

    assert isinstance(told, Unreachable)
    assert not isinstance(told, NoNetwork)


def test_an_address_without_a_road_to_it_does_not_hide_that_another_was_refused() -> None:
    refused = trouble(OSError(errno.ECONNREFUSED, "Connection refused"), PLACE)
    roadless = trouble(OSError(errno.ENETUNREACH, "Network is unreachable"), PLACE)

    assert weightier(refused, roadless) is refused
    assert weightier(roadless, refused) is refused
    assert weightier(None, roadless) is roadless
