"""Which texts ask something."""

import time

import pytest

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.question import asks


def asked(text: str, *spans: Span) -> bool:
    return asks(Body(clean_text(text), spans))


@pytest.mark.parametrize(
    "text",
    [
        "Who is there?",
        "Who is there?!",
        "Qui vient\u202f? Moi.",
        "« Qui vient ? »",
        "(who knows?)",
        "Really?? 🙂",
        "Really?🙂",
        "كيف حالك؟",
        "Πού είσαι;",
        "Τί ἐστιν ὦ;",
        "你好吗？我很好",
        "你好吗?我很好",
        "Ո՞վ է",
        "እንዴት ነህ፧",
        "What⁉",
        "真的？OK",
        "is it true ❓",
        "see https://a.example/?page=2 or what?",
    ],
)
def test_a_question_mark_of_any_script_that_ends_a_sentence_asks(text: str) -> None:
    assert asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No.",
        "?",
        "???",
        " ? ",
        "he is 20 (?)",
        "he is 20 [?]",
        "he is 20 ( ? )",
        "the id?x",
        "page?id=2",
        "a?=b",
        "fin; et plus",
        "Привет; пока",
        "שלום; ולא",
        "नमस्ते; ठीक",
        "a ?: b",
        "été !",
    ],
)
def test_a_mark_alone_in_parentheses_or_before_letters_asks_nothing(text: str) -> None:
    assert not asked(text)


def test_marks_in_links_and_code_ask_nothing() -> None:
    text = "look: a.example/? and x ? y"
    link = Span(6, 17, Role.LINK, clean_line("https://a.example/?"))
    code = Span(22, 27, Role.CODE)

    assert not asked(text, link, code)
    assert asked(text, link)
    assert asked(text + " yes?", link, code)
    assert asked("see a.example?", Span(4, 13, Role.LINK, clean_line("https://a.example")))
    assert not asked("as ? does", Span(3, 4, Role.CODE))
    assert not asked("as a.example or b ? c", Span(3, 21, Role.CODE), Span(3, 12, Role.LINK))


def test_a_text_of_nothing_but_marks_is_read_at_once() -> None:
    began = time.perf_counter()

    assert not asked("a" + "(?" * 9_000)
    assert not asked("?" * 19_000)
    assert time.perf_counter() - began < 0.5
