"""What a post looks like in a pane: short, full, and on one line."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.config.config import Density, TimeForm
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Poll, PollOption, Post
from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.tui.post_rows import PLAIN, Dress, Setting, rows_of
from hashtui.tui.times import Times
from tests.posts import NOON, author, entry, post

TIMES = Times.at(NOON, TimeForm.CLOCK, UTC)
TANDEM = Media(MediaKind.IMAGE, alt=clean_text("a tandem"))
POLL = Poll((PollOption(clean_line("Yes"), 3), PollOption(clean_line("No"), 1)), votes=4, expires_at=NOON)


def rows(one: Post | Entry, density: Density = Density.SHORT, width: int = 48, dress: Dress = PLAIN) -> list[str]:
    """The rows as they read, without the blanks at their ends."""
    known = one if isinstance(one, Entry) else entry(one)
    setting = Setting(width, density, TIMES)
    return ["".join(run.text for run in row).rstrip() for row in rows_of(known, setting, dress)]


def test_a_post_passed_on_says_who_did_it() -> None:
    assert rows(replace(post(1), boosted_by=author("bo", "Bo B.")))[1:] == [
        "  ↻ boosted by Bo B.  @bo@social.example",
        "  Post number 1",
    ]
    assert rows(replace(post(1), boosted_by=author("bo", "")))[1] == "  ↻ boosted by @bo@social.example"


@pytest.mark.parametrize(("level", "shape"), [(Level.TRUSTED, "★"), (Level.VOUCHED, "◇"), (Level.KNOWN, "·")])
def test_the_badge_of_its_author_stands_before_the_name_at_every_density(level: Level, shape: str) -> None:
    dress = Dress(level)

    assert rows(post(1), dress=dress)[0].startswith(f"{shape} Ana P.  @ana@social.example")
    assert rows(post(1), Density.FULL, dress=dress)[0].startswith(f"{shape} Ana P.")
    assert rows(post(1), Density.LINE, dress=dress)[0].startswith(f"12:01 {shape} ana ")


def test_who_passed_it_on_wears_a_badge_too() -> None:
    boosted = replace(post(1), boosted_by=author("bo", "Bo B."))

    assert rows(boosted, dress=Dress(booster=boosted.boosted_by, booster_level=Level.TRUSTED))[1] == (
        "  ↻ boosted by ★ Bo B.  @bo@social.example"
    )


def test_of_many_who_passed_it_on_the_counts_name_the_one_who_is_trusted_most() -> None:
    boosted = replace(post(1), counts=Counts(replies=4, boosts=31))
    dress = Dress(booster=author("bo", "Bo B."), booster_level=Level.STRONGLY_VOUCHED)

    assert rows(boosted, dress=dress)[2] == "  ↩4 ↻31 ◆ Bo B."
    assert rows(boosted, Density.FULL, dress=dress)[2] == "  ↩4 replies  ↻31 boosts, ◆ Bo B. among them"
    assert rows(post(1), dress=dress)[2] == "  ↻ ◆ Bo B."


@pytest.mark.parametrize("density", [Density.SHORT, Density.FULL])
def test_a_content_warning_hides_words_pictures_links_and_poll(density: Density) -> None:
    link = clean_line("https://a.example/secret")
    body = Body(clean_text("the secret https://a.example/secret"), (Span(11, 35, Role.LINK, link),))
    warned = replace(
        post(1),
        body=body,
        content_warning=clean_text("the end\nof a film"),
        media=(replace(TANDEM, alt=clean_text("the secret")),),
        poll=replace(POLL, options=(PollOption(clean_line("the secret"), 4),)),
        counts=Counts(favourites=2),
    )

    told = rows(warned, density)

    assert told[1] == "  CW the end of a film (Enter unfolds)"
    assert "2" in told[2]
    assert "secret" not in "".join(told)


def test_a_content_warning_hides_the_words_on_one_line_too() -> None:
    (row,) = rows(replace(post(1, "the secret"), content_warning=clean_text("a film")), Density.LINE)

    assert row == "12:01   ana       CW a film"


def test_a_deleted_post_keeps_its_author_and_loses_its_words() -> None:
    gone = replace(entry(post(1, "the secret")), deleted_at=NOON + timedelta(minutes=9))

    assert rows(gone)[1:] == ["  [deleted by its author at 12:09]"]
    assert rows(gone, Density.LINE) == ["12:01   ana       [deleted by its author at 12:…"]
    assert "secret" not in "".join(rows(gone, Density.FULL))


def test_a_long_post_is_cut_in_short_and_whole_in_full() -> None:
    long = post(1, "\n".join(f"line {number}" for number in range(9)))

    assert rows(long)[1:] == [*(f"  line {number}" for number in range(5)), "  line 5 …more"]
    assert rows(long, Density.FULL)[1:] == [f"  line {number}" for number in range(9)]


@pytest.mark.parametrize(
    ("sixth", "told"),
    [
        ("short words", "  short words …more"),
        ("words that reach the end of the row, just so", "  words that reach the end of the row, …more"),
        ("a" * 46, "  " + "a" * 40 + " …more"),
        ("見" * 23, "  " + "見" * 20 + " …more"),
    ],
)
def test_a_cut_post_ends_with_a_whole_word_and_says_that_there_is_more(sixth: str, told: str) -> None:
    lines = [*(f"line {number}" for number in range(5)), sixth, "the end"]

    assert rows(post(1, "\n".join(lines)))[6] == told


def test_pictures_are_told_by_their_descriptions() -> None:
    bare = Media(MediaKind.IMAGE)

    assert rows(replace(post(1), media=(TANDEM, bare)))[2] == "  2 images: a tandem; no description"
    assert rows(replace(post(1), media=(bare,)))[2] == "  1 image: no description"
    assert rows(replace(post(1), media=(TANDEM, bare)), Density.FULL)[2:] == [
        "  image: a tandem",
        "  image: no description",
    ]
    assert rows(replace(post(1, " "), media=(TANDEM,)), Density.LINE)[0].endswith("1 image: a tandem")


def test_a_poll_shows_shares_and_hides_what_the_server_hides() -> None:
    hidden = Poll((PollOption(clean_line("Yes")), PollOption(clean_line("No"))), votes=4)

    told = rows(replace(post(1), poll=POLL), width=50)
    covered = rows(replace(post(1), poll=hidden))

    assert told[2].endswith(" 75 % Yes")
    assert told[3].endswith(" 25 % No")
    assert told[4] == "  4 votes · ends 12:00"
    assert covered[2:] == ["  ○ Yes", "  ○ No", "  4 votes"]


def test_a_poll_nobody_voted_in_has_empty_bars() -> None:
    none = replace(POLL, options=(PollOption(clean_line("Yes"), 0),), votes=0, expires_at=None)

    told = rows(replace(post(1), poll=none))

    assert told[2].split() == ["0", "%", "Yes"]
    assert told[3] == "  0 votes"


def test_a_quote_and_an_edit_are_told() -> None:
    one = replace(post(1), quote_of=clean_line("https://a.example/1"), edited_at=NOON, language=clean_line("fr"))

    assert rows(one)[0].endswith("✎ 12:01")
    assert rows(one)[2] == "  quotes a.example/1"
    assert rows(one, Density.FULL)[3] == "  fr ✎ 12:00"


def test_a_post_that_came_late_says_by_how_much_where_there_is_room() -> None:
    late = replace(entry(post(1)), received_at=NOON + timedelta(minutes=41), live=True)

    assert rows(late)[0].endswith("late 40 min 12:01")
    assert "late" not in rows(late, Density.LINE)[0]


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (48, "  Ana Pereira  @ana@social.example         12:01"),
        (38, "  Ana Pere…  @ana@social.example 12:01"),
        (34, "  @ana@social.example        12:01"),
        (26, "  @a…@social.example 12:01"),
    ],
)
def test_the_name_gives_way_before_the_address(width: int, head: str) -> None:
    one = replace(post(1), author=author("ana", "Ana Pereira"))

    assert rows(one, width=width)[0] == head


def test_the_user_gives_way_before_the_server() -> None:
    one = replace(post(1), author=author("a_very_long_user_name", ""))

    assert rows(one, width=34)[0] == "  @a_very_lo…@social.example 12:01"


def test_an_author_s_own_words_stand_in_full_only() -> None:
    one = replace(post(1), author=replace(author(), about=clean_text("I write.\nAnd more.")))

    assert rows(one, Density.FULL)[1] == "  I write."
    assert "I write." not in "".join(rows(one))


NPUB = "@npub1" + "q" * 54 + "wxyz"


def test_an_address_that_is_a_key_is_told_by_its_two_ends_after_the_name() -> None:
    one = replace(post(1), author=replace(author(), handle=clean_line(NPUB), name=clean_line("Nadia")))

    assert rows(one)[0] == "  Nadia  @npub1qqqq…wxyz                   12:01"
    assert rows(one, width=90)[0].startswith(f"  Nadia  {NPUB} ")
    assert rows(one, Density.LINE)[0].startswith("12:01   Nadia ")


def test_a_did_that_has_no_handle_yet_is_told_by_its_two_ends() -> None:
    did = clean_line("@did:plc:vfnmgxg2yscfliemmcxzyfyh")
    one = replace(post(1), author=replace(author(), handle=did, name=clean_line("")))

    assert rows(one, width=36)[0].startswith("  @did:plc:vfnm…yfyh ")
    assert rows(one, Density.LINE)[0].startswith("12:01   did:plc:… ")


def test_a_link_that_stands_nowhere_in_the_text_is_told_below_it() -> None:
    links = tuple(clean_line(f"https://news.example/{name}") for name in ("prize", "more"))
    one = replace(post(1), body=Body(clean_text("Look"), attached=links), counts=Counts(boosts=3))

    assert rows(one)[1:] == ["  Look", "  ↻3 · news.example/prize +1"]
    assert rows(replace(one, content_warning=clean_text("a film")))[1:] == ["  CW a film (Enter unfolds)", "  ↻3"]
    assert "  [2] news.example/more" in rows(one, Density.FULL)


def test_a_long_link_takes_one_row_and_the_posts_own_page_none() -> None:
    own = post(1).url
    assert own is not None
    link = clean_line("https://news.example/" + "a" * 90)
    one = replace(post(1), body=Body(clean_text("Look"), attached=(own, link)))

    assert rows(one)[1:] == ["  Look", "  news.example/" + "a" * 32 + "…"]
    assert rows(replace(one, body=Body(clean_text("Look"), attached=(own,))))[1:] == ["  Look"]


HIDDEN = Dress(hidden_by="robots")


def test_a_hidden_post_wears_a_cross_and_says_which_rule_hides_it() -> None:
    told = rows(post(1, "Agenda du 20e : samedi, 14 rendez-vous"), dress=HIDDEN)

    assert told == [
        "× Ana P.  @ana@social.example              12:01",
        "  hidden by “robots” · Agenda du 20e : samedi,",
        "  14 rendez-vous",
    ]


@pytest.mark.parametrize("density", Density)
def test_all_of_a_hidden_post_is_dimmed_whatever_its_highlight(density: Density) -> None:
    known = entry(post(1, "Agenda"))
    dress = replace(HIDDEN, style="bold reverse")

    runs = [run for row in rows_of(known, Setting(48, density, TIMES), dress) for run in row]

    assert {run.look for run in runs} == {"dim"}


@pytest.mark.parametrize(("why", "told"), [("muted", "muted · "), ("not asked for", "not asked for · ")])
def test_what_no_rule_hides_says_why_in_plain_words(why: str, told: str) -> None:
    assert rows(post(1), dress=Dress(hidden_by=why))[1] == f"  {told}Post number 1"
    assert rows(post(1), Density.LINE, dress=Dress(hidden_by=why)) == [f"12:01 × ana       {told}Post number 1"]


def test_a_muted_author_wears_a_cross() -> None:
    assert rows(post(1), dress=Dress(level=Level.MUTED))[0].startswith("× Ana P.")


def test_a_highlight_is_over_name_and_words_and_nothing_else() -> None:
    known = entry(replace(post(1, "Look"), counts=Counts(boosts=3)))

    runs = [
        run for row in rows_of(known, Setting(48, Density.SHORT, TIMES), Dress(style="bold warning")) for run in row
    ]

    assert [run.text for run in runs if run.look == "bold warning"] == ["Ana P.", "Look"]


def test_a_content_warning_that_was_opened_stays_above_the_words() -> None:
    warned = replace(post(1, "the secret"), content_warning=clean_text("a film"), media=(TANDEM,))
    opened = Dress(unfolded=True)

    assert rows(warned, dress=opened)[1:] == ["  CW a film", "  the secret", "  1 image: a tandem"]
    assert rows(warned, Density.LINE, dress=opened) == ["12:01   ana       CW a film · the secret"]


def test_a_long_content_warning_takes_one_row_and_keeps_the_key() -> None:
    warned = replace(post(1, "the secret"), content_warning=clean_text("all that happens at the end of the film"))

    assert rows(warned)[1:] == ["  CW all that happens at the en… (Enter unfolds)"]


def test_a_remark_stands_behind_the_counts() -> None:
    one = replace(post(1), counts=Counts(replies=1))

    assert rows(one, dress=Dress(remark="#paris20"))[2] == "  ↩1 · #paris20"
    assert rows(post(1), dress=Dress(remark="also in 1"))[2] == "  also in 1"
    assert rows(one, Density.FULL, dress=Dress(remark="also in 1"))[2] == "  ↩1 reply · also in 1"


def test_a_quoted_post_that_is_known_says_who_and_its_first_words() -> None:
    quoted = post(2, "Le prix de la relation citoyenne va à Gaëlle Blanc")
    one = replace(post(1), quote_of=quoted.key)

    assert rows(one, dress=Dress(quoted=quoted))[2] == "  quotes @ana@social.example: Le prix de la rel…"
    warned = replace(quoted, content_warning=clean_text("a film"))
    assert rows(one, dress=Dress(quoted=warned))[2] == "  quotes @ana@social.example: CW a film"


def test_sensitive_media_are_named_so() -> None:
    one = replace(post(1), media=(TANDEM,), sensitive=True)

    assert rows(one)[2] == "  1 sensitive image: a tandem"
    assert rows(one, Density.FULL)[2] == "  sensitive image: a tandem"


def test_words_on_one_line_stand_in_one_column_whatever_the_day() -> None:
    old = post(1, "before", minutes=-24 * 60 * 9)
    older = post(2, "long before", minutes=-24 * 60 * 400)

    columns = {rows(one, Density.LINE)[0].index(one.body.text) for one in (post(3, "today"), old, older)}

    assert columns == {18}
