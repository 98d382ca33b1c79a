"""Tags are equal when the servers say so."""

import unicodedata

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hashtui.post.clean import clean_line
from hashtui.post.tag import LONGEST, Tag, normal_form
from tests.post.shared import shared_file


class Vector(msgspec.Struct):
    """A spelling and the name a server gave the tag."""

    spelling: str = msgspec.field(name="in")
    name: str


def test_every_shared_vector_has_its_name() -> None:
    vectors = shared_file("vectors/mastodon_tags.json", list[Vector])

    found = [(vector.spelling, normal_form(vector.spelling)) for vector in vectors]

    assert found == [(vector.spelling, vector.name) for vector in vectors]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Capitole", "capitole"),
        ("noël2026", "noel2026"),
        ("GARÇON", "garcon"),
        ("Ångström", "angstrom"),
        ("smørrebrød", "smorrebrod"),
        ("Łazienki", "lazienki"),
        ("İzmir", "izmir"),
        ("ĸalaallit", "kalaallit"),
        ("Ŧŋħđ", "tnhd"),
        ("Œuvre", "œuvre"),
        ("Þór", "þor"),
        ("groß", "groß"),
        ("Ĳssel", "ijssel"),
        ("Ọbẹ̀", "ọbẹ"),  # letters outside U+00C0-U+017F keep their marks, where these compose
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),  # no final sigma
        ("Ёлка", "ёлка"),
        ("ดนตรี", "ดนตรี"),
        ("น้ำ", "น้ํา"),  # NFKC takes sara am apart
        ("বাংলা", "বাংলা"),
        ("দুর্গা", "দুরগা"),  # the virama goes, the vowel signs stay
        ("தமிழ்", "தமிழ"),
        ("മലയാളം", "മലയാളം"),
        ("ខ្មែរ", "ខមែរ"),
        ("हिंदी", "हिंदी"),
        ("עִבְרִית", "עִבְרִית"),
        ("فَتْحَة", "فَتْحَة"),
        ("क़लम", "कलम"),  # the nukta goes
        ("ﾊｯｼｭﾀｸﾞ", "ハッシュタグ"),
        ("Ⅻ", "xii"),
        ("৪", "৪"),
        ("①", "1"),
        ("a.b,c!d?e", "abcde"),
        ("rock'n'roll", "rocknroll"),
        ("snake_case", "snake_case"),
        ("l·l", "l·l"),
        ("L\u0140", "ll·"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("#ParisVingt", "parisvingt"),
        ("＃ｐａｒｉｓ", "paris"),
        ("a👩‍💻b", "ab"),
        ("🅱️log", "🅱log"),  # squared letters are letters
    ],
)
def test_a_tag_has_the_name_a_server_would_give_it(spelling: str, name: str) -> None:
    assert normal_form(spelling) == unicodedata.normalize("NFC", name)


def test_a_hundred_and_eighty_one_letters_are_folded_to_ascii() -> None:
    letters = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]

    kept = [letter for letter in letters if not normal_form(letter).isascii()]

    # ŉ and the two ŀ are taken apart by NFKC before the folding that also knows them
    assert "".join(kept) == "ÆÞßæþĿŀŉŒœ"
    assert len(letters) - len("ÆæŒœÞþßĲĳ") == 181


@pytest.mark.parametrize(
    ("one", "other"),
    [("Été", "ete"), ("#CapComNet", "capcomnet"), ("＃BLÅHAJ", "#blåhaj"), ("🌈", "#🌈"), ("e\u0301", "é")],
)
def test_tags_are_equal_when_their_names_are(one: str, other: str) -> None:
    assert Tag.of(one) == Tag.of(other)
    assert hash(Tag.of(one)) == hash(Tag.of(other))


def test_a_tag_is_shown_as_it_was_spelled() -> None:
    tag = Tag.of("#CapComNet")

    assert str(tag) == "#CapComNet"
    assert tag.name == "capcomnet"


def test_an_emoji_tag_is_itself() -> None:
    assert Tag.of("#🦋").name == "🦋"
    assert Tag.of("🦋") != Tag.of("🌈")


@pytest.mark.parametrize(
    "spelling", ["", "#", "##", "＃", " ", "#\u200b", "!?…", "#...", "\x1b\x07", "\u3164", "\u202e"]
)
def test_what_shows_nothing_to_follow_is_no_tag(spelling: str) -> None:
    with pytest.raises(ValueError, match="not a hashtag"):
        Tag.of(spelling)


def test_a_spelling_is_safe_to_draw() -> None:
    tag = Tag.of("Cap\x1b]0;x\x07Com\u202enet")

    assert tag.spelling == clean_line(str(tag.spelling))
    assert "\x1b" not in tag.spelling
    assert "\u202e" not in tag.spelling


def test_letters_that_meet_when_what_parted_them_is_left_out_are_one() -> None:
    assert Tag.of("\u1100\u200b\u1161").name == "가"


def test_an_endless_tag_is_bounded() -> None:
    tag = Tag.of("é" * 1_000_000)

    assert len(tag.name) == 512
    assert len(tag.spelling) == 100


@given(st.text(st.characters(exclude_categories=[]), max_size=12))
def test_the_normal_form_of_a_normal_form_is_itself(spelling: str) -> None:
    form = normal_form(spelling)

    assert normal_form(form) == form


_MANY = st.builds(lambda text, times: text * times, st.text(min_size=1, max_size=4), st.integers(10, 300))


@given(st.text(max_size=12) | _MANY)
def test_a_tag_read_back_from_its_name_is_the_same_tag(spelling: str) -> None:
    try:
        tag = Tag.of(spelling)
    except ValueError:
        return

    assert Tag.of(tag.name) == tag
    assert Tag.of(f"#{tag.name}") == tag or len(tag.name) == LONGEST
    assert tag.name.encode()


@given(st.text(max_size=12) | _MANY)
@example("\u0e33" * 50)  # twice as long as its spelling
@example("x" * 150)
@example("na\u200cme")
def test_a_tag_read_back_from_what_is_written_down_is_the_same_tag_ever_again(spelling: str) -> None:
    try:
        tag = Tag.of(spelling)
    except ValueError:
        return

    again = Tag.of(tag.told)
    third = Tag.of(again.told)

    assert (again.name, third.name) == (tag.name, tag.name)
    assert (third.spelling, third.told) == (again.spelling, again.told)


@pytest.mark.parametrize(("spelling", "told"), [("#Été", "Été"), ("na\u200cme", "na\u200cme"), ("x" * 150, "x" * 150)])
def test_what_is_written_down_of_a_tag_is_its_spelling_as_long_as_that_makes_it(spelling: str, told: str) -> None:
    assert Tag.of(spelling).told == told


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_case_never_makes_a_difference_where_it_goes_letter_by_letter(spelling: str) -> None:
    lower = "".join(c.lower() for c in unicodedata.normalize("NFKC", spelling))

    assert normal_form(lower) == normal_form(spelling)
