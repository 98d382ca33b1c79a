"""Bytes become the messages they are, however they are cut; and never more than is allowed waits."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame
from websockets.protocol import State
from websockets.uri import parse_uri

from hashtui.wire.intake import LARGEST, MOST_HANDED, MOST_HELD, MOST_PIECES, MOST_WAITING, Intake
from hashtui.wire.place import WEB_SOCKET, read_place
from tests.wire.other_end import BINARY, BYE, PING, TEXT, framed, packed

PLACE = read_place("wss://stream.example", WEB_SOCKET)
CONTINUED = 0


class Paper:
    """A connection on paper: the library's own judgement, and notes of what the intake wants."""

    def __init__(self, *, raw: bool = False) -> None:
        self.library = ClientProtocol(parse_uri("wss://stream.example"), state=State.OPEN, max_size=LARGEST)
        self.library.extensions = [PerMessageDeflate(True, True, 15, 15)]
        self.intake = Intake(PLACE, self, raw=raw)
        self.is_reading = True
        self.breaths = 0

    def is_open(self) -> bool:
        return self.library.state is State.OPEN

    def hand_over(self, frames: bytes) -> None:
        if frames:
            self.library.receive_data(frames)
        for event in self.library.events_received():
            if isinstance(event, Frame) and event.opcode in (TEXT, BINARY, CONTINUED):
                self.intake.frame(event)

    def halt(self) -> None:
        self.is_reading = False

    def go_on(self) -> None:
        self.is_reading = True

    def breathe(self) -> None:
        self.breaths += 1

    def take_all(self) -> list[str | bytes]:
        """All there is, as a source takes it: time and again, with breaths in between."""
        taken = self.intake.take()
        while self.intake.messages or self.breaths:
            self.breaths = 0
            self.intake.go_on()
            taken += self.intake.take()
        return taken


def pieces_of(message: str | bytes, cuts: list[int]) -> Iterator[bytes]:
    """One message in so many frames, with pings between them."""
    octets = message.encode() if isinstance(message, str) else message
    places = sorted({min(cut, len(octets)) for cut in cuts})
    begins, ends = [0, *places], [*places, len(octets)]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        opcode = CONTINUED if number else TEXT if isinstance(message, str) else BINARY
        yield framed(octets[begin:end], opcode, fin=number == len(places))
        if places:
            yield framed(b"?", PING)


SIZES = st.sampled_from((0, 1, 125, 126, 127, 300, 65_535, 65_536, 70_000))
MESSAGES = st.one_of(
    st.builds(lambda size, letter: letter * size, SIZES, st.sampled_from(("a", "é", "🌱"))),
    st.builds(lambda size: b"\xff" * size, SIZES),
    st.text(max_size=30),
    st.binary(max_size=30),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(MESSAGES, st.lists(st.integers(0, 400), max_size=3)), max_size=6),
    st.lists(st.integers(1, 5000), min_size=1, max_size=8),
)
def test_the_same_messages_come_however_the_bytes_are_cut(
    sent: list[tuple[str | bytes, list[int]]], cuts: list[int]
) -> None:
    paper = Paper()
    data = b"".join(b"".join(pieces_of(message, places)) for message, places in sent)
    taken: list[str | bytes] = []

    at, turn = 0, 0
    while at < len(data):
        size = cuts[turn % len(cuts)]
        paper.intake.came(data[at : at + size])
        taken += paper.take_all()
        at, turn = at + size, turn + 1

    assert taken == [message for message, _ in sent]
    assert paper.intake.trouble is None
    assert not paper.intake.is_in_message
    assert paper.library.state is State.OPEN


@pytest.mark.parametrize("raw", [False, True])
def test_text_is_given_as_text_or_as_the_bytes_it_came_in(raw: bool) -> None:
    paper = Paper(raw=raw)

    paper.intake.came(framed("é") + framed(b"\xff", BINARY) + packed("ü".encode()))

    text = ["é", b"\xff", "ü"]
    assert paper.take_all() == ([t.encode() if isinstance(t, str) else t for t in text] if raw else text)


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("wrong", [framed(b"\xc3"), packed(b"\xc3"), framed(b"\xed\xa0\x80")])
def test_text_that_is_not_utf_8_is_trouble_after_what_came_before(raw: bool, wrong: bytes) -> None:
    paper = Paper(raw=raw)

    paper.intake.came(framed("before") + wrong + framed("behind"))

    assert len(paper.intake.messages) == 1
    assert "sent text that is not UTF-8" in str(paper.intake.trouble)
    assert not paper.is_reading


def test_the_socket_is_not_read_while_enough_waits() -> None:
    paper = Paper()
    frames = [framed(f"{number}") for number in range(3 * MOST_WAITING)]

    paper.intake.came(b"".join(frames))
    assert (len(paper.intake.messages), paper.is_reading) == (MOST_WAITING, False)

    first = paper.intake.take()
    assert (len(paper.intake.messages), paper.is_reading) == (MOST_WAITING, False)

    assert first + paper.take_all() == [f"{number}" for number in range(3 * MOST_WAITING)]
    assert paper.is_reading


def test_what_comes_although_the_socket_is_not_read_comes_in_its_turn() -> None:
    paper = Paper()
    frames = b"".join(framed(f"{number}") for number in range(MOST_WAITING + 10))

    paper.intake.came(frames[:-1])
    paper.intake.came(frames[-1:] + framed("last"))

    assert paper.take_all()[-3:] == [f"{MOST_WAITING + 8}", f"{MOST_WAITING + 9}", "last"]


def test_large_messages_halt_the_reading_however_few_they_are() -> None:
    paper = Paper()
    large = framed("a" * (MOST_HELD // 2 - 20))
    was_read = []

    for _ in range(3):
        paper.intake.came(large)
        was_read.append(paper.is_reading)

    assert was_read == [True, True, False]
    assert (len(paper.take_all()), paper.is_reading) == (3, True)


def test_many_bombs_in_one_packet_are_not_blown_up_at_once() -> None:
    paper = Paper()
    bomb = packed(b"a" * LARGEST)
    assert len(bomb) < 1100

    paper.intake.came(bomb * 200)
    waiting, sizes = [len(paper.intake.messages)], set()
    for _ in range(200):
        sizes.add(len(paper.intake.take_one()))
        waiting.append(len(paper.intake.messages))

    assert max(waiting) == 2
    assert sizes == {LARGEST}


def test_a_compressed_message_that_is_too_large_ends_the_stream() -> None:
    paper = Paper()

    paper.intake.came(packed(b"a" * (LARGEST + 1)) + framed("behind"))

    assert paper.library.close_sent is not None
    assert paper.library.close_sent.code == 1009
    assert paper.take_all() == []


def test_a_message_that_comes_whole_and_is_too_large_ends_the_stream_too() -> None:
    paper = Paper()

    paper.intake.came(framed("before") + framed("a" * (LARGEST + 1)) + framed("behind"))

    assert paper.take_all() == ["before"]
    assert paper.library.close_sent is not None
    assert paper.library.close_sent.code == 1009


def test_a_message_in_too_many_pieces_is_given_up() -> None:
    paper = Paper()
    pieces = framed("a", fin=False) + framed("a", CONTINUED, fin=False) * (MOST_PIECES - 1)

    for _ in range(MOST_PIECES // MOST_HANDED + 1):
        paper.intake.came(pieces)
        pieces = b""
        paper.take_all()
    trouble_before = paper.intake.trouble
    paper.intake.came(framed("a", CONTINUED))

    assert trouble_before is None
    assert "too many pieces" in str(paper.intake.trouble)
    assert not paper.is_reading


def test_after_a_flood_of_pings_others_have_their_turn() -> None:
    paper = Paper()

    paper.intake.came(framed(b"", PING) * (MOST_HANDED + 1) + framed("at last"))
    assert (paper.breaths, paper.is_reading, len(paper.intake.messages)) == (1, False, 0)
    paper.intake.go_on()

    assert paper.take_all() == ["at last"]
    assert paper.is_reading


def test_much_that_is_no_message_holds_nothing_up() -> None:
    paper = Paper()

    for _ in range(3 * MOST_HELD // 127):
        paper.intake.came(framed(b"p" * 125, PING))
    paper.intake.came(framed("at last"))

    assert paper.take_all() == ["at last"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (b"\x81\x85\0\0\0\0hello", 1002),
        (b"\x81\x7f" + (2**40).to_bytes(8), 1009),
        (b"\x81\x7f" + (LARGEST + 1).to_bytes(8), 1009),
        (b"\xb1\x01a", 1002),
        (b"\x83\x01a", 1002),
        (b"\x80\x01a", 1002),
        (b"\x01\x01a\x81\x01b", 1002),
        (b"\x89\x7e\x00\x7e" + b"p" * 126, 1002),
        (b"\x01\x7f" + (LARGEST // 2).to_bytes(8) + b"a" * (LARGEST // 2) + b"\x80\x7f" + LARGEST.to_bytes(8), 1009),
    ],
    ids=["masked", "enormous", "too large", "reserved", "opcode", "continued", "interrupted", "long ping", "grown"],
)
def test_what_no_server_may_send_is_judged_by_the_library_at_once(wrong: bytes, code: int) -> None:
    paper = Paper()

    paper.intake.came(framed("before") + wrong)
    if code == 1009 and len(wrong) > 100:  # the second piece is judged when it is whole
        paper.intake.came(b"a" * LARGEST)

    assert paper.take_all() == ["before"]
    assert paper.library.close_sent is not None
    assert paper.library.close_sent.code == code


def test_nothing_is_said_behind_a_good_bye() -> None:
    paper = Paper()

    paper.intake.came(framed("before") + BYE + framed("behind"))
    paper.intake.came(framed("long behind"))

    assert paper.take_all() == ["before"]


def test_who_listens_no_more_still_reads_the_good_bye() -> None:
    paper = Paper()
    paper.intake.came(framed("waits") * (MOST_WAITING + 5) + BYE[:1])
    was_read = paper.is_reading

    paper.intake.close()
    paper.intake.came(BYE[1:])

    assert (was_read, paper.is_reading) == (False, True)
    assert len(paper.intake.messages) == 0
    assert paper.library.state is State.CLOSING
