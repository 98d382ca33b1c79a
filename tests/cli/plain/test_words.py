"""Posts, holes and lengths of time as sentences."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hashtui.cli.plain.words import Speech, closed, gap_sentence, spoken_span, told
from hashtui.config.config import Density, TimeForm
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Counts, Media, MediaKind, Poll, PollOption, Post
from hashtui.post.sighting import Change, Gap
from hashtui.reading.entry import Entry
from hashtui.tui.times import Times
from tests.posts import NOON, SOURCE, admitted, author, entry, post

NOW = NOON + timedelta(minutes=40)
PRIZE = "Le prix de la relation citoyenne va à Gaëlle Blanc pour le wagon Sésame."


def speech(density: Density = Density.SHORT, form: TimeForm = TimeForm.CLOCK) -> Speech:
    """How posts are told at twenty to one."""
    return Speech(Times.at(NOW, form, UTC), NOW, density)


def said(one: Post, density: Density = Density.SHORT, *, unfolded: bool = False) -> str:
    """The lines of a post."""
    return "\n".join(told(entry(one), speech(density), unfolded=unfolded).lines())


def image(alt: str | None) -> Media:
    """A picture with that description."""
    return Media(MediaKind.IMAGE, None, clean_text(alt) if alt else None)


def test_a_post_says_who_when_what_and_what_goes_with_it() -> None:
    one = replace(
        post(26, PRIZE), media=(image("la lauréate sur le quai"),), counts=Counts(replies=6, boosts=31, favourites=48)
    )

    words = said(one)

    assert words == (
        f"Ana P., @ana@social.example, 12:26. {PRIZE}\nOne image: la lauréate sur le quai. 6 replies, 31 boosts."
    )


def test_in_full_favourites_language_and_the_author_are_told_too() -> None:
    who = replace(author(), about=clean_text("journalist, Lyon"))
    one = replace(post(1), author=who, counts=Counts(1, 1, 1), language=clean_line("fr"))

    words = said(one, Density.FULL)

    assert words.endswith("About Ana P.: journalist, Lyon. 1 reply, 1 boost, 1 favourite. French.")


def test_as_a_line_only_the_first_words_are_told() -> None:
    words = said(post(1, "word " * 40), Density.LINE)

    assert words.startswith("Ana P., @ana@social.example, 12:01. word word")
    assert words.endswith("word (more)")
    assert len(words) < 150


def test_a_short_post_is_cut_with_the_way_to_hear_it_all() -> None:
    words = said(post(1, "word " * 300))

    assert words.endswith("more characters: open tells them.")
    assert "open tells them" not in said(post(1, "word " * 300), Density.FULL)


def test_what_is_a_little_too_long_is_told_whole() -> None:
    assert said(post(1, "word " * 180)).count("word") == 180


def test_no_word_is_cut_but_one_that_is_longer_than_the_line() -> None:
    assert said(post(1, "sevenxx " * 40), Density.LINE).endswith("sevenxx (more)")
    assert said(post(1, "x" * 200), Density.LINE).endswith(f" {'x' * 90} (more)")


def test_a_pipe_gets_every_word() -> None:
    asked_nobody = replace(speech(), is_answered=False)
    one = replace(post(1, "word " * 300), content_warning=clean_text("long"))

    words = "\n".join(told(entry(one), asked_nobody).lines())

    assert words.count("word") == 300
    assert "Content warning: long." in words


def test_paragraphs_are_lines_and_rows_of_lists_lose_their_bullets() -> None:
    words = said(post(1, "Two things:\n\n• bread\n• wine"))

    assert words.splitlines() == ["Ana P., @ana@social.example, 12:01. Two things:", "bread", "wine"]


def test_a_content_warning_keeps_words_pictures_and_links_back_until_it_is_opened() -> None:
    one = replace(post(1, "the words"), content_warning=clean_text("santé mentale"), media=(image("a face"),))

    folded, unfolded = said(one), said(one, unfolded=True)

    assert folded.endswith("12:01. Content warning: santé mentale. Type open to hear the post.")
    assert unfolded.endswith("Content warning: santé mentale.\nthe words\nOne image: a face.")


def test_pictures_are_counted_and_described() -> None:
    two = replace(post(1), media=(image("the tandem"), image(None)))
    none = replace(post(1), media=(image(None),), sensitive=True)
    mixed = replace(post(1), media=(image("a"), Media(MediaKind.VIDEO)))

    assert said(two).endswith("Two images: the tandem; no description.")
    assert said(none).endswith("One sensitive image without description.")
    assert said(mixed).endswith("Two attachments: a; no description.")


def test_a_poll_is_told_in_per_cent_with_its_end() -> None:
    options = (PollOption(clean_line("Oui"), 68), PollOption(clean_line("Non"), 32))
    poll = Poll(options, votes=100, expires_at=NOW + timedelta(minutes=20))

    words = said(replace(post(1), poll=poll))

    assert words.endswith("Poll: Oui, 68 per cent; Non, 32 per cent; 100 votes, ends 13:00.")


def test_a_poll_that_is_over_or_hidden_says_so() -> None:
    hidden = Poll((PollOption(clean_line("Oui")), PollOption(clean_line("Non"))), votes=7)
    over = Poll((PollOption(clean_line("Oui"), 1),), votes=1, expires_at=NOON)

    assert said(replace(post(1), poll=hidden)).endswith("Poll: Oui; Non; 7 votes.")
    assert said(replace(post(1), poll=over)).endswith("1 vote, ended 12:00.")


def test_boosts_answers_edits_and_robots_are_words_of_the_first_sentence() -> None:
    one = replace(
        post(1, "Hi"),
        author=replace(author(), bot=True),
        boosted_by=author("mairie", "Mairie du 20e"),
        reply_to=clean_line("https://social.example/9"),
        edited_at=NOON + timedelta(minutes=5),
    )

    words = said(one)

    assert words == (
        "Ana P., @ana@social.example, automated account, boosted by Mairie du 20e, an answer, 12:01, edited 12:05. Hi"
    )


def test_whom_a_post_answers_and_quotes_is_named_when_it_is_known() -> None:
    first = post(1, "Qui va l’avoir, ce prix ?")
    second = replace(post(2, "Moi"), reply_to=first.key, quote_of=first.key)
    knowing = replace(speech(), known=lambda key: first if key == first.key else None)

    words = "\n".join(told(entry(second), knowing).lines())

    assert "answering Ana P., 12:02. Moi" in words
    assert words.endswith("Quotes Ana P.: Qui va l’avoir, ce prix ?")


def test_of_a_quoted_post_with_a_warning_only_that_is_told() -> None:
    warned = replace(post(1, "the words"), content_warning=clean_text("santé"))
    knowing = replace(speech(), known=lambda _: warned)

    words = "\n".join(told(entry(replace(post(2, "Moi"), quote_of=warned.key)), knowing).lines())

    assert words.endswith("Quotes Ana P., content warning: santé.")


def test_a_late_post_and_a_deleted_one_say_so() -> None:
    late = Entry.first(admitted(post(1, "Hi"), heard_after=timedelta(minutes=17)))
    gone = entry(post(1, "Hi")).after(admitted(post(1, "Hi"), Change.DELETED, heard_after=timedelta(minutes=19)))

    assert told(late, speech()).lines() == ("Ana P., @ana@social.example, 12:01, late by 17 minutes. Hi",)
    assert told(gone, speech()).lines() == ("Ana P., @ana@social.example, 12:01. Deleted by its author at 12:20.",)


@pytest.mark.parametrize(("why", "words"), [("robots", "hidden by robots"), ("muted", "muted")])
def test_a_hidden_post_says_why(why: str, words: str) -> None:
    assert told(entry(post(1, "Hi")), speech(), hidden_by=why).lines() == (
        f"Ana P., @ana@social.example, 12:01, {words}. Hi",
    )


def test_links_are_told_by_their_real_host_with_numbers() -> None:
    text = clean_text("see this and that")
    spans = (
        Span(4, 8, Role.LINK, clean_line("https://media.example/prix")),
        Span(13, 17, Role.LINK, clean_line("https://other.example/x")),
    )
    one = replace(post(1), body=Body(text, spans))

    assert said(one).endswith("Links: 1 media.example, 2 other.example.")
    assert said(one, Density.FULL).endswith("Links: 1 media.example/prix, 2 other.example/x.")


def test_an_address_that_is_a_key_is_told_by_its_end() -> None:
    who = replace(author(), handle=clean_line("@npub1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqwxyz"), name=clean_line("Rabble"))

    assert said(replace(post(1, "Hi"), author=who)) == "Rabble, Nostr key ending in wxyz, 12:01. Hi"


def test_times_are_told_as_the_look_says() -> None:
    old = replace(post(1, "Hi"), created_at=NOON - timedelta(days=1))

    assert ", 20 Nov, 12:00. " in said(old)
    assert ", 39 minutes ago. " in "\n".join(told(entry(post(1)), speech(form=TimeForm.AGO)).lines())


def test_a_hole_is_told_with_its_times_and_its_source() -> None:
    hole = Gap(SOURCE, NOON + timedelta(minutes=2), NOON + timedelta(minutes=20), clean_line("no network"))
    filled = replace(hole, filled_at=NOW, found=12)

    assert gap_sentence([hole], speech()) == "Between 12:02 and 12:20 posts may be missing, from social.example."
    assert gap_sentence([filled], speech()) == (
        "Between 12:02 and 12:20 posts were missing; that is filled with 12 posts."
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (7200, "2 hours"), (90_000, "1 day")]
)
def test_a_length_of_time_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    assert spoken_span(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(("text", "sentence"), [("a", "a."), ("a?", "a?"), ("« a ! »", "« a ! »"), ("a…", "a…")])
def test_a_sentence_ends_once(text: str, sentence: str) -> None:
    assert closed(text) == sentence
