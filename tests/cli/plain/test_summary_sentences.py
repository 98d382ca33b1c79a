"""A summary as sentences: what each section says, and the posts behind it."""

from dataclasses import replace
from datetime import UTC

from hashtui.cli.plain.summary_sentences import Sentence, headline, sections
from hashtui.cli.plain.words import Speech
from hashtui.config.config import TimeForm
from hashtui.post.clean import clean_text
from hashtui.reading.summary.summary import Correction, Summary, Thing
from hashtui.tui.times import Times
from tests.posts import NOON
from tests.tui.summaries import CALM, DIGEST, NOW, SUMMARY

SPEECH = Speech(Times.at(NOW, TimeForm.CLOCK, UTC), NOW)


def section(heading: str, summary: Summary = SUMMARY) -> list[Sentence]:
    """What is said under that heading."""
    return [one for part in sections(summary, SPEECH) if part.heading == heading for one in part.sentences]


def words(heading: str, summary: Summary = SUMMARY) -> list[str]:
    """The same, the words alone."""
    return [one.words for one in section(heading, summary)]


def test_the_headline_says_of_what_from_when_to_when_and_how_much() -> None:
    assert headline(SUMMARY, "all panes", SPEECH) == (
        "Summary of all panes, from 09:00 to 16:40: 3412 posts, 570 authors, 812 replies, 1204 boosts, "
        "230 with media, 410 with links, 12 hidden."
    )
    assert headline(CALM, "#a", SPEECH) == (
        "Summary of #a, from 09:00 to 10:00: 9 posts, 7 authors, 1 reply, 2 with links."
    )


def test_sections_come_in_the_order_of_the_screen_and_empty_ones_not_at_all() -> None:
    assert [one.heading for one in sections(SUMMARY, SPEECH)] == [
        "peaks",
        "what was said",
        "topics",
        "people",
        "links",
        "in several tags at once",
        "corrections",
        "questions nobody answered",
        "what was left out or weighed down",
        "languages",
    ]
    assert [one.heading for one in sections(CALM, SPEECH)] == ["the post that says most", "languages"]


def test_a_peak_says_when_where_about_what_and_by_how_many_and_leads_first_to_its_picks() -> None:
    first, *_, both = section("peaks")

    assert first.words == (
        "At 10:05, for 6 minutes, in #paris20: Gaëlle Blanc, wagon Sésame, prix Lyon, 31 voices, 9 trusted, "
        "3.4 times the usual."
    )
    assert first.keys[:5] == ("told/0", "told/1", "told/2", "told/3", "paris20/65/0")
    assert both.words == (
        "At 14:32, for 12 minutes, in #capcomnet and #paris20: serveur Garance, démo, 40 and 22 voices, "
        "12 and 3 trusted, 3.4 times the usual."
    )


def test_a_peak_that_goes_on_has_no_length() -> None:
    going = replace(SUMMARY.peaks[0], is_open=True, usual=1.0)

    said = words("peaks", replace(SUMMARY, peaks=(going,), tags=SUMMARY.tags[:1]))

    assert said == ["Since 10:05, going on: Gaëlle Blanc, wagon Sésame, prix Lyon, 31 voices, 9 trusted."]


def test_a_post_is_told_with_what_its_author_is_why_it_was_picked_and_who_corrects_it() -> None:
    said = words("what was said")

    assert said[0].startswith("At 10:06, User 0, trusted: Le prix Lyon est décerné")
    assert said[0].endswith(" dans un train. Peak 1, 2 voices.")
    assert said[1].startswith("At 10:07, User 1, @user1@social.example: Annonce")
    assert said[4].endswith(" Peak 2, 6 voices. Corrected by @capcom@mastodon.social at 10:35.")
    assert said[8].endswith(" papier. 10 voices.")


def test_what_is_long_is_cut_and_what_is_warned_of_is_not_told() -> None:
    long = replace(DIGEST[0], text=clean_text("mot " * 200), voices=1, peak=None)
    warned = replace(long, warning=clean_text("santé"), boosters=1)

    said = words("what was said", replace(SUMMARY, digest=(long, warned)))

    assert said[0].endswith(" mot (more).")
    assert len(said[0]) < 300
    assert said[1].endswith(": content warning, santé. 1 booster.")


def test_topics_people_and_links_are_told_with_how_many() -> None:
    assert words("topics")[0] == "budget participatif, 24 people."
    assert words("people")[0] == "Gaëlle Blanc, @gblanc@mamot.fr, vouched: named by 41 people, 7 posts, 10 followers."
    assert words("people")[3].startswith("Jo Hartley, @jo@mamot.fr: ")
    assert section("links")[0] == Sentence("media.example/blanc-0, shared by 17 people in 23 posts.", ("link/0",))
    silent = replace(SUMMARY.people[0], mentioned=0, posts=1, followers=None)
    assert words("people", replace(SUMMARY, people=(silent,))) == ["Gaëlle Blanc, @gblanc@mamot.fr, vouched: 1 post."]


def test_what_tags_share_is_told_with_the_voices_of_each() -> None:
    shared = replace(SUMMARY.resonance[0], kind=Thing.POST, by="@ana@a.example", text="the words")

    assert words("in several tags at once") == [
        "@gblanc, in #capcomnet and #paris20 at 10:10, 7 and 5 voices.",
        "media.example/garance, in #capcomnet and #paris20 at 14:40, 6 and 4 voices.",
    ]
    assert words("in several tags at once", replace(SUMMARY, resonance=(shared,))) == [
        "A post by @ana@a.example, in #capcomnet and #paris20 at 10:10, 7 and 5 voices: the words."
    ]


def test_a_correction_says_what_it_corrects_and_leads_to_both() -> None:
    handle = SUMMARY.corrections[0].handle
    one = Correction("right", "wrong", handle, NOON, "It is at 3", "@bob@b.example", "It is at 2!", ("wrong", "same"))

    assert section("corrections", replace(SUMMARY, corrections=(one,))) == [
        Sentence(
            "At 12:00, @capcom@mastodon.social: It is at 3. Corrects @bob@b.example: It is at 2!",
            ("right", "wrong", "same"),
        )
    ]


def test_questions_say_how_long_they_wait_and_the_rest_is_counted() -> None:
    many = tuple(replace(SUMMARY.questions[0], key=f"q/{rank}", rank=rank) for rank in range(10))

    assert words("questions nobody answered")[0] == (
        "@samira@mamot.fr, waiting for 59 minutes: Quelqu’un sait si le gymnase est accessible en fauteuil ?"
    )
    assert words("questions nobody answered", replace(SUMMARY, questions=many))[8:] == ["And 2 more."]
    warned = replace(many[0], warning=clean_text("santé"))
    assert words("questions nobody answered", replace(SUMMARY, questions=(warned,)))[0].endswith(
        ": content warning, santé."
    )


def test_what_was_left_out_is_said_and_the_languages_without_signs() -> None:
    assert words("what was left out or weighed down") == [
        "At 12:20, 208 near-identical posts by 150 unknown accounts within 8 minutes, not counted.",
        "@moulin@bots.example talked without pause: their posts weigh less.",
    ]
    assert words("languages") == ["French 68 per cent, English 26 per cent, Catalan 4 per cent, not said 2 per cent."]


def test_no_shape_stands_in_any_sentence() -> None:
    said = "".join(one.words for part in sections(SUMMARY, SPEECH) for one in part.sentences)

    assert [char for char in said if char in "★◆◇·×⚠→%|"] == []
