"""Roles follow their words through cleaning."""

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_text
from hashtui.post.stretch import Stretch, clean_body, shared_length


def words_of(body: Body) -> list[str]:
    return [body.text[span.start : span.end] for span in body.spans]


def test_clean_text_keeps_its_stretches_where_they_are() -> None:
    body = clean_body("a bold word", [Stretch(2, 6, Role.STRONG)])

    assert body == Body(clean_text("a bold word"), (Span(2, 6, Role.STRONG),))


def test_stretches_are_sorted_the_outer_before_the_inner() -> None:
    body = clean_body("abc", [Stretch(1, 2, Role.CODE), Stretch(0, 1, Role.EMPHASIS), Stretch(0, 3, Role.QUOTE)])

    assert [span.role for span in body.spans] == [Role.QUOTE, Role.EMPHASIS, Role.CODE]


def test_stretches_move_with_what_is_taken_out_before_them() -> None:
    body = clean_body("\u202ea\u200b bold word", [Stretch(4, 8, Role.STRONG)])

    assert body.text == "a bold word"
    assert words_of(body) == ["bold"]


def test_a_stretch_of_which_nothing_remains_is_gone() -> None:
    body = clean_body("a\u200bb", [Stretch(1, 2, Role.STRONG)])

    assert body == Body(clean_text("ab"))


def test_a_mark_does_not_climb_from_one_stretch_onto_another() -> None:
    body = clean_body("e\u0301 and \u0301a", [Stretch(7, 8, Role.STRONG)])

    assert clean_text("".join(body.text)) == body.text
    assert words_of(body) == ["\u25cc\u0301"]


def test_line_ends_that_heap_up_where_pieces_meet_fold_and_the_rest_moves_along() -> None:
    body = clean_body("a\x07\n\nb\n\n\nlink", [Stretch(4, 7, Role.STRONG), Stretch(8, 12, Role.EMPHASIS)])

    assert body.text == "a␇\n\nb\n\nlink"
    assert words_of(body)[-1] == "link"


def test_what_is_cut_off_at_the_greatest_length_takes_its_roles_along() -> None:
    raw = "x" * 19_990 + "a" * 20 + "b" * 20

    body = clean_body(raw, [Stretch(19_990, 20_010, Role.STRONG), Stretch(20_010, 20_030, Role.CODE)])

    assert len(body.text) == 20_001
    assert words_of(body)[0].startswith("a" * 10)
    assert all(span.end <= len(body.text) for span in body.spans)


def test_shared_length_ends_at_the_first_difference() -> None:
    assert shared_length("abc", "abd") == 2
    assert shared_length("ab", "abd") == 2
    assert shared_length("", "a") == 0
