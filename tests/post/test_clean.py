"""Foreign text: what is harmless stays, what acts on a terminal or deceives its reader does not."""

import time

import pytest

from hashtui.post.clean import (
    CleanLine,
    CleanText,
    cells,
    clean_handle,
    clean_host,
    clean_line,
    clean_name,
    clean_tag,
    clean_text,
    log_line,
)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    "said",
    [
        "plain words, with [brackets] & <signs>\nand a second line\n\nand a paragraph",
        "Très bien ! « Où ça ? » — à l’étage…",
        "नमस्ते दुनिया, क्षत्रिय, क्‍ष",
        "র‍্যাব বাংলাদেশ",  # ZWJ before a virama
        "தமிழ் മലയാളം ಕನ್ನಡ తెలుగు ગુજરાતી ਪੰਜਾਬੀ සිංහල",
        "ភាសាខ្មែរ မြန်မာ བོད་ཡིག ພາສາລາວ ภาษาไทยที่นี่",
        "می‌خواهم و کتاب‌ها",  # ZWNJ of Persian
        "بِسْمِ ٱللَّهِ",
        "בְּרֵאשִׁ֖ית",
        "ᠮᠣᠩᠭᠣᠯ\u180b",
        "日本語　全角 中文 한국어 ㄅㄆㄇ",
        "葛\U000e0100飾区",
        "Tiếng Việt, Łódź, İstanbul, Ελλάδα, Україна",
        f"{FAMILY} 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 1\ufe0f⃣ #⃣ 🇫🇷 👍🏿 {SCOTLAND}",
        "t͡ʃ e̍ q̣̇",
        "⠃⠗⠇ ♔ ∮ ≠ ☃ █▓▒░ ┌─┐",
        "\u0601١٢٣ \u06dd",  # visible format characters
        "🫩 🪾",  # younger than Python's table
    ],
)
def test_what_people_write_stays_as_it_is(said: str) -> None:
    assert clean_text(said) == said


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\x1b[2J\x1b[H", "␛[2J␛[H"),
        ("\x1b]52;c;Q0E=\x07", "␛]52;c;Q0E=␇"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m\x90q\x9c", "\ufffd31m\ufffdq\ufffd"),
        ("a\tb", "a    b"),
        (
            "one\r\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight",
        ),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\n \n\u3000\n\u200b\n  b", "a\n\n  b"),
        ("a\ud800b", "a\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("\udbff\udfff", "\ufffd"),
        ("\ue0a0 main \U000f0001 \ufdd0 \uffff \ufffc \u0378", "\ufffd main \ufffd \ufffd \ufffd \ufffd \ufffd"),
        ("user\u202egnp.exe\u2066x\u2069\u200f", "usergnp.exex"),
        ("z\u200be\u2060r\ufeffo\u00ad \u034fw\u115f\u1160\u3164\uffa0i\u17b4d\u2062th", "zero width"),
        ("a\u200db\u200cc", "abc"),
        ("👨\u200d", "👨"),
        ("👨\u200dx", "👨x"),
        ("👨\u200d\u200d👩", "👨\u200d👩"),
        ("a\ufe0f❤\ufe0f\ufe0f🙂\ufe0e", "a❤\ufe0f🙂"),
        ("葛\U000e0100\U000e0101a\U000e0100", "葛\U000e0100a"),
        ("a\u180bᠠ\u180b\u180c", "aᠠ\u180b"),
        ("x\U000e0041\U000e0042 🏴\U000e0067\U000e0062 🏴\U000e0075\U000e0073\U000e007f", "x 🏴 🏴"),
        (f"{SCOTLAND}\U000e0041", "🏴"),
        ("\u0301a", "◌\u0301a"),
        ("a \u0308b\n\u0308c", "a ◌\u0308b\n◌\u0308c"),
        ("A\u20dd\u20e3 7⃣", "A 7⃣"),
        ("z\u0301\u0302\u0303\u0304\u0339", "ź\u0339\u0302\u0303"),
        ("e\u0301", "é"),
        ("\u2126", "Ω"),
        ("ᄒ\u1161\u11ab", "한"),
        ("\u1161", "◌\u1161"),
        ("a\u00a0b\u2003c\u202fd", "a b c d"),
    ],
)
def test_what_acts_or_deceives_is_shown_replaced_or_dropped(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_a_nested_sequence_does_not_come_together_again() -> None:
    assert clean_text("\x1b\u200b[\x1b\u200b[31m") == "␛[␛[31m"


@pytest.mark.parametrize(
    ("raw", "most"),
    [("o" + "\u0300\u0323" * 5_000, 3), ("ก" + "\u0e49" * 5_000, 8), ("अ" + "\u0901\u200d" * 5_000, 16)],
)
def test_a_tower_of_marks_is_cut(raw: str, most: int) -> None:
    assert len(clean_text(raw + "!")) <= 1 + most + 1


def test_at_most_twelve_pictures_join_into_one() -> None:
    parts = clean_text("\u200d".join("👨" * 40)).split("👨👨")

    assert max(part.count("\u200d") for part in parts) == 11


def test_a_long_text_ends_with_an_ellipsis() -> None:
    text = clean_text("é" * 70_000)

    assert text == "é" * 20_000 + "…"


def test_tabs_do_not_carry_a_text_past_its_limit() -> None:
    assert len(clean_text("\t" * 20_000)) == 20_001


def test_a_text_has_at_most_two_hundred_lines_and_says_when_it_had_more() -> None:
    lines = clean_text("a\n" * 20_000).split("\n")

    assert (len(lines), lines[-2:]) == (200, ["a", "…"])


def test_a_line_is_one_line_trimmed_with_single_spaces() -> None:
    assert clean_line("\n a \t\r\n b\u2028c \u3000 d\u00a0\u200d\n") == "a b c d"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("", ""),
        (" ", "(no name)"),
        ("\u200b\u2060", "(no name)"),
        ("\u3164\u115f", "(no name)"),
        ("\u202e\u202c", "(no name)"),
        ("\u2800\u3000\u2800", "(no name)"),
        ("Alice\nadmin: approved", "Alice admin: approved"),
        ("Alice \U000e0041", "Alice"),
        ("Léa 🦊", "Léa 🦊"),
    ],
)
def test_a_name_is_one_visible_line(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize("raw", ["A" * 500, "語" * 500, "👩🏽\u200d🚀" * 100, "e\u0301" * 500, "\ufdfd" * 200])
def test_a_name_takes_sixty_cells_at_most_and_says_when_it_was_cut(raw: str) -> None:
    name = clean_name(raw)

    assert (50 <= cells(name) <= 60, name[-1]) == (True, "…")


@pytest.mark.parametrize(
    ("raw", "handle"),
    [
        ("@a@piaille.fr", "@a@piaille.fr"),
        ("@lea.example", "@lea.example"),
        ("@a@bücher.de", "@a@bücher.de"),
        ("@a@xn--bcher-kva.de", "@a@bücher.de"),
        ("@a@mаstodon.social", "@a@xn--mstodon-2fg.social"),  # a Cyrillic а
        ("@good.test \n @a@evil.test", "@good.test@a@evil.test"),
        ("@a\x1b]0;x\x07@b.test", "@a␛]0;x␇@b.test"),
        ("", ""),
    ],
)
def test_a_handle_shows_its_true_server(raw: str, handle: str) -> None:
    assert clean_handle(raw) == handle


@pytest.mark.parametrize("raw", ["@" + "a" * 500 + "@evil.test", "@good.test@" + "a." * 100 + "evil.test"])
def test_the_server_of_a_long_handle_stays_visible(raw: str) -> None:
    handle = clean_handle(raw)

    assert (cells(handle) <= 80, handle.endswith("evil.test"), "…" in handle) == (True, True, True)


@pytest.mark.parametrize(
    ("raw", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        ("bücher.de", "bücher.de"),
        ("пример.рф", "пример.рф"),
        ("例え.jp", "例え.jp"),
        ("한국.kr", "한국.kr"),
        ("аррӏе.com", "xn--80ak6aa92e.com"),  # all Cyrillic, all look-alikes
        ("gооgle.com", "xn--ggle-55da.com"),
        ("ɡoogle.com", "xn--oogle-qmc.com"),
        ("bankノlogin.test", "xn--banklogin-j74h.test"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
    ],
)
def test_a_host_that_passes_for_another_is_shown_in_ascii(raw: str, host: str) -> None:
    assert clean_host(raw) == host


def test_a_tag_has_no_hash_and_no_spaces() -> None:
    assert clean_tag("#Paris \n20\u200b") == "Paris20"


def test_no_sign_stands_before_a_tag_whatever_hangs_on_the_signs() -> None:
    assert [clean_tag(raw) for raw in ("#\ufe0f#", "#\ufe0f\u20e3#cats", "\uff03#cats")] == ["", "cats", "cats"]


def test_a_long_tag_is_cut_and_says_so() -> None:
    assert clean_tag("a" * 500) == "a" * 99 + "…"


def test_pieces_cleaned_apart_join_without_changing() -> None:
    parts = [clean_text(raw) for raw in ("e", "\u0301", " 👨\u200d", "👩", "ᄒ", "\u1161", "a\u0338", "\u0338\n\n")]

    joined = "".join(parts)

    assert clean_text(joined) == joined


def test_breaks_that_heap_up_where_pieces_join_are_folded() -> None:
    assert clean_text("".join((clean_text("a\n\n"), clean_text("\n\nb")))) == "a\n\nb"


def test_a_joined_text_is_capped_too() -> None:
    assert len(clean_text(clean_text("a" * 15_000) * 3)) == 20_001


def test_a_mark_whose_base_is_cut_off_gets_one() -> None:
    assert clean_text(clean_text("q\u0301x")[1:]) == "◌\u0301x"


def test_a_joiner_is_never_the_last_of_a_line() -> None:
    assert clean_line("क\u094d\u200d ") == "क\u094d"


def test_pieces_cut_or_added_by_hand_are_plain_strings() -> None:
    text = clean_text("some words")

    assert (type(text), type(clean_line("x")), type(text[2:]), type(text + "x")) == (CleanText, CleanLine, str, str)


def test_a_log_line_is_one_bounded_line() -> None:
    line = log_line("x\nCRITICAL forged\x1b[31m" + "y" * 9_000)

    assert (line.startswith("x CRITICAL forged␛[31m"), len(line), line[-1]) == (True, 2_000, "…")


def test_an_endless_server_name_is_cut_at_once() -> None:
    began = time.perf_counter()
    handle = clean_handle("@a@" + "b" * 50_000 + ".example")

    assert (cells(handle), handle[:4], handle[-8:]) == (80, "@a@…", ".example")
    assert time.perf_counter() - began < 0.5
