"""Lines are cut the same however what is read comes in pieces."""

from hypothesis import given
from hypothesis import strategies as st

from hashtui.sources.lines.cutter import LONGEST, Cut, Cutter


def cuts(cutter: Cutter) -> list[Cut]:
    found = []
    while (cut := cutter.line()) is not None:
        found.append(cut)
    return found


def fed(*pieces: bytes) -> tuple[Cutter, list[Cut]]:
    cutter = Cutter()
    found = []
    for piece in pieces:
        cutter.feed(piece)
        found += cuts(cutter)
    return cutter, found


@given(st.lists(st.binary(max_size=12)), st.lists(st.integers(1, 5)))
def test_the_pieces_in_which_a_file_is_read_make_no_difference(lines: list[bytes], sizes: list[int]) -> None:
    whole = b"\n".join(lines) + b"\n"
    edges = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    pieces = [whole[a:b] for a, b in zip(edges, [*edges[1:], len(whole)], strict=True)]

    _, found = fed(*pieces)

    assert found == fed(whole)[1]
    assert all(whole[cut.start : cut.start + len(cut.octets)] == cut.octets for cut in found)


def test_line_ends_blanks_zeros_and_a_byte_order_mark_are_no_words() -> None:
    _, found = fed(b"\xef\xbb\xbfone\r\n\n \t\n\0\0\0four\0\nfive\n")

    assert [(cut.number, cut.octets) for cut in found] == [(1, b"one"), (2, b""), (3, b""), (4, b"four"), (5, b"five")]


def test_a_line_without_its_end_waits_for_it() -> None:
    cutter, found = fed(b"one\ntw")

    assert [cut.octets for cut in found] == [b"one"]
    assert cutter.waiting == b"tw"
    cutter.feed(b"o\n")
    assert cuts(cutter) == [Cut(2, 4, b"two")]


def test_a_line_that_is_too_long_is_named_and_not_held() -> None:
    cutter = Cutter()
    held = 0
    for _ in range(40):
        cutter.feed(b"x" * (LONGEST // 8))
        assert cuts(cutter) == []
        held = max(held, len(cutter.waiting))

    cutter.feed(b"\nnext\n")

    assert [(cut.number, cut.is_too_long, cut.octets) for cut in cuts(cutter)] == [(1, True, b""), (2, False, b"next")]
    assert held <= LONGEST + LONGEST // 8


def test_a_line_taken_before_its_end_came_is_counted_once() -> None:
    cutter, _ = fed(b"one")

    last = cutter.last()
    cutter.feed(b"\r\ntwo\n")

    assert last == Cut(1, 0, b"one")
    assert [(cut.number, cut.octets) for cut in cuts(cutter)] == [(1, b""), (2, b"two")]
    assert cutter.last() is None
