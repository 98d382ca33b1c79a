"""A summary as a page: to the cell at the sizes it was drawn for, and the laws it keeps at every size."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hashtui.post.clean import clean_line
from hashtui.post.tag import Tag
from hashtui.reading.standing import NO_STANDING, Level, Standing
from hashtui.reading.summary.summary import Counts, Summary
from hashtui.tui.glyphs import ASCII
from hashtui.tui.summary_layout import lay_summary
from hashtui.tui.summary_sections import who
from hashtui.tui.summary_spots import person_spot, since_words
from hashtui.tui.typeset import line_width
from tests.tui.summaries import CALM, CAPCOM, NINE, PEAKS, SUMMARY, laid, rows, sheet

SIZES = [(20, 4), (36, 9), (36, 30), (40, 21), (60, 16), (80, 21), (99, 40), (100, 14), (120, 32), (149, 32), (200, 47)]
FIRST_SCREEN = (80, 21)


def drawn(name: str) -> list[str]:
    """The rows of a page as it is kept beside the tests."""
    return (Path(__file__).parent / "screens" / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.parametrize("size", [(80, 21), (120, 32), (200, 47)])
def test_the_page_stands_as_it_was_drawn(size: tuple[int, int]) -> None:
    page = laid(size=size, chosen="count:posts")

    assert rows(page) == drawn(f"summary_{size[0]}")


def test_at_eighty_columns_everything_essential_stands_on_the_first_screen() -> None:
    first = rows(laid(size=FIRST_SCREEN))[: FIRST_SCREEN[1]]

    assert first[0].startswith(" 09:00–16:40  3 412 posts · 570 accounts")
    assert [row.split()[0] for row in first[1:3]] != ["", ""]
    assert first[1].endswith("#capcomnet 3 peaks")
    assert first[2].endswith("#paris20 2 peaks")
    heads = ("Peaks", "What to keep", "Topics", "People", "Links", "Resonance", "Questions", "Warnings")
    assert [head for head in heads if not any(row.startswith(f" {head}") for row in first)] == []
    assert "1 wave left out (208 posts) · 1 correction · 1 chatty account" in first[-1]


def test_below_the_first_screen_everything_follows_in_full() -> None:
    below = "\n".join(rows(laid(size=FIRST_SCREEN))[FIRST_SCREEN[1] :])

    assert all(f"user{number}@social.example" in below for number in range(22))
    assert "12:20 208 near-identical posts by 150 unknown accounts in 8 min: not counted" in below
    assert "10:35 @capcom@mastodon.social corrects @user4@social.example: Place" in below
    assert "French 68 %" in below
    assert "230 with media" in below


def test_peaks_are_numbered_by_time_among_the_bars_or_above_them() -> None:
    narrow = rows(laid(size=FIRST_SCREEN))
    wide = rows(laid(size=(200, 47)))

    assert [character for character in narrow[1].partition("#")[0] if character.isdigit()] == ["2", "3", "4"]
    assert [character for character in narrow[2].partition("#")[0] if character.isdigit()] == ["1", "4"]
    assert wide[3][:60].split() == ["2", "3", "4"]
    assert wide[6][:60].split() == ["1", "4"]


def test_the_highest_peaks_come_first_where_there_is_no_room_for_all() -> None:
    first = rows(laid(size=(80, 17)))[:17]
    at = next(i for i, row in enumerate(first) if row.startswith(" Peaks"))

    assert first[at].endswith("2 of 4 ↓")
    assert [row.split()[0] for row in first[at + 1 : at + 3]] == ["1", "4"]


def test_what_two_tags_said_of_the_same_at_the_same_time_is_one_peak() -> None:
    first = rows(laid(size=FIRST_SCREEN))
    opens = next(place.spot for place in laid().places if place.spot.id.startswith("peak:#capcomnet:2026-11-21T14:32"))

    assert " 4 14:32 █ serveur Garance · démo       40+22 voices ★12+3  #capcomnet #paris20" in first
    assert opens.keys == (*PEAKS[3].keys, *PEAKS[4].keys)
    assert opens.title == "peak 4"


def test_a_label_loses_whole_phrases_before_one_is_cut() -> None:
    for width in (60, 70, 80, 100):
        found = next(row for row in rows(laid(size=(width, 21))) if row.startswith(" 1 10:05"))

        assert found.partition("▆ ")[2].partition("  ")[0] in (
            "Gaëlle Blanc",
            "Gaëlle Blanc · wagon Sésame",
            "Gaëlle Blanc · wagon Sésame · prix Lyon",
        )


def test_posts_to_keep_stand_whole_under_their_moment_with_how_many_tell_them() -> None:
    wide = rows(laid(size=(200, 47)))
    column = [row[61:148].strip() for row in wide]
    start = column.index("─ peak 1 · #paris20 · Gaëlle Blanc · wagon Sésame · prix Lyon ────────────────────────")

    assert column[start + 1] == "10:06 ★ @user0@social.example  Le prix Lyon est décerné à Gaëlle Blanc pour le wagon"
    assert column[start + 2].split("  ")[0] == "Sésame : un guichet de mairie dans un train."
    assert column[start + 2].endswith("2 voices")


def test_what_was_corrected_says_so_wherever_it_stands() -> None:
    first = tuple(replace(told, rank=-1) if told.corrected_by else told for told in SUMMARY.digest)
    corrected = replace(SUMMARY, digest=first)

    assert any(row.endswith("! corrected by @capcom 10:35") for row in rows(laid(corrected, size=FIRST_SCREEN))[:21])
    assert any("! corrected by @capcom@mastodon.social at 10:35" in row for row in rows(laid(size=(200, 47))))


@pytest.mark.parametrize("size", [FIRST_SCREEN, (50, 30), (120, 16)])
def test_tags_without_room_on_the_first_screen_are_counted_there_and_follow_below(size: tuple[int, int]) -> None:
    tags = tuple(Tag.of(f"tag{number}") for number in range(9))
    rate = tuple(replace(one, tag=tag) for tag in tags for one in SUMMARY.rate if one.tag == CAPCOM)

    page = rows(laid(replace(SUMMARY, tags=tags, rate=rate), size=size))

    above, below = page[: size[1]], page[size[1] :]
    shown = sum(f"#tag{number}" in row for number in range(9) for row in above if "no peak" in row or "▁" in row)
    assert 0 < shown < 9
    assert any(row[: size[0] * 9 // 20].strip(" │▌").endswith(f"{9 - shown} more tags ↓") for row in above)
    assert all(any(f"#tag{number}" in row for row in below) for number in range(shown, 9))


def test_who_corrects_it_gives_way_to_the_words_of_a_post_where_it_is_narrow() -> None:
    first = tuple(replace(told, rank=-1) if told.corrected_by else told for told in SUMMARY.digest)

    narrow = rows(laid(replace(SUMMARY, digest=first), size=(60, 21)))

    assert any(row.endswith(" ! corrected 10:35") for row in narrow[:21])


def test_a_corrected_post_opens_together_with_what_corrects_it() -> None:
    spots = [place.spot for place in laid(size=FIRST_SCREEN).places]

    corrected = next(spot for spot in spots if spot.id == "told:told/4 again")

    assert corrected.keys == ("told/4", "fix")
    assert corrected.words.endswith(" - corrected by @capcom@mastodon.social at 10:35")


def test_people_on_a_row_are_kept_apart_by_another_sign_than_the_badge_of_the_known() -> None:
    known = replace(
        SUMMARY.people[0], handle=clean_line("@known@x.example"), standing=Standing(Level.KNOWN), mentioned=0
    )
    summary = replace(SUMMARY, people=(known, *SUMMARY.people))

    row = next(row for row in rows(laid(summary, size=FIRST_SCREEN)) if " People " in row)

    assert row.startswith(" People     @known · / @gblanc ◆ 41 / @alambert ◇ 34")


def test_nothing_notable_is_said_and_the_one_best_post_told() -> None:
    calm = rows(laid(CALM, size=FIRST_SCREEN))

    assert "  Nothing notable: no peak, and nothing stands out." in calm
    assert any("@user0" in row for row in calm)
    assert len(calm) <= FIRST_SCREEN[1]


@pytest.mark.parametrize("size", SIZES[4:])
def test_of_people_only_those_are_told_whom_others_speak_of_or_one_knows(size: tuple[int, int]) -> None:
    jo = next(one for one in SUMMARY.people if one.standing.level is Level.UNKNOWN)
    silent = replace(jo, mentioned=0, reputation=0.0)
    told = [replace(silent, handle=clean_line("@spoken@of.example"), mentioned=1), replace(silent, reputation=0.5)]
    known = replace(silent, handle=clean_line("@known@b.example"), standing=Standing(Level.KNOWN))
    page = laid(replace(SUMMARY, people=(replace(silent, handle=clean_line("@s@c.example")), *told, known)), size=size)
    handles = {place.spot.title for place in page.places if place.spot.id.startswith("person:")}

    assert handles == {"@spoken@of.example", jo.handle, "@known@b.example"}


def test_where_there_is_no_post_it_says_so() -> None:
    empty = replace(CALM, counts=Counts(), digest=(), rate=())

    assert rows(laid(empty)) == ["", "  There is no post here to sum up yet."]
    assert laid(empty).places == ()


@pytest.mark.parametrize("summary", [SUMMARY, CALM], ids=["busy", "calm"])
@pytest.mark.parametrize("size", SIZES)
def test_no_line_is_wider_than_the_screen(summary: Summary, size: tuple[int, int]) -> None:
    page = laid(summary, size=size)

    assert max(map(line_width, page.lines)) <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_each_spot_has_its_own_id_and_stands_on_the_page(size: tuple[int, int]) -> None:
    page = laid(size=size)
    ids = [place.spot.id for place in page.places]

    assert len(ids) == len(set(ids))
    assert [place for place in page.places if not 0 <= place.lines.start < place.lines.stop <= len(page.lines)] == []
    assert [place.spot.id for place in page.places if not place.spot.words] == []


@pytest.mark.parametrize("size", SIZES)
def test_selecting_moves_nothing(size: tuple[int, int]) -> None:
    plain = rows(laid(size=size))
    places = laid(size=size).places

    for place in places[:: max(1, len(places) // 12)]:
        page = laid(size=size, chosen=place.spot.id)
        changed = [(i, old, new) for i, (old, new) in enumerate(zip(plain, rows(page), strict=True)) if old != new]

        assert [one.spot.id for one in page.places] == [one.spot.id for one in places]
        assert changed
        assert all(i in place.lines or "peak" in old or "  no" in old for i, old, _ in changed), changed
        if place.spot.id.startswith(("peak:", "told:")):
            assert rows(page)[place.lines.start][place.cells.start] == "▌"


def test_a_part_of_a_row_is_chosen_between_angles_that_take_the_place_of_blanks() -> None:
    row = next(row for row in rows(laid(chosen="topic:Garance")) if "Topics" in row)

    assert row == "▌Topics     budget participatif 24 ·‹Garance 21›· FALC 18 · +3"


def test_a_chosen_stretch_of_time_says_which_it_is() -> None:
    page = laid()
    bar = next(place.spot for place in page.places if place.spot.id.startswith("bin:#capcomnet"))
    row = rows(laid(chosen=bar.id))[1]

    assert row.startswith("▌")
    assert row.endswith("09:00 5 posts")


def test_every_peak_leads_to_its_posts_and_its_time() -> None:
    page = laid()
    spots = {place.spot.id: place.spot for place in page.places}

    for number, peak in enumerate(PEAKS[:3], 1):
        spot = spots[f"peak:{peak.tag}:{peak.start.isoformat()} again"]
        assert spot.keys == peak.keys
        assert spot.at == peak.top
        assert spot.words.startswith(f"Peak {number}: ")


def test_in_ascii_everything_is_drawn_with_what_every_terminal_has() -> None:
    ours = replace(sheet(80), glyphs=ASCII)
    page = lay_summary(SUMMARY, ours, 21, "topic:Garance")
    frames = set("▁▂▃▄▅▆▇█│─━▌›‹★◆◇↓…")

    assert [row for row in rows(page)[:3] if frames & set(row)] == []
    assert any("<Garance 21>" in row for row in rows(page))
    assert [row for row in rows(page) if set("▁▂▃▄▅▆▇█│─━▌›‹↓") & set(row)] == []


def test_times_of_other_days_say_the_day() -> None:
    later = replace(sheet(80), now=sheet(80).now + timedelta(days=1))
    much_later = replace(later, now=later.now + timedelta(days=30))

    tomorrow = rows(lay_summary(SUMMARY, later, 21, ""))
    next_month = rows(lay_summary(SUMMARY, much_later, 21, ""))

    assert since_words(NINE, later.now, later) == "Sat 21 Nov 09:00–Sun 22 Nov 16:42"
    assert any(row.startswith(" 1 Sat 10:05 ▆ Gaëlle Blanc") for row in tomorrow)
    assert any(row.startswith(" Sat 10:06 ★ @user0") for row in tomorrow)
    assert any(row.startswith(" 21 Nov 10:06 ★ @user0") for row in next_month)
    assert max(map(line_width, lay_summary(SUMMARY, much_later, 21, "").lines)) <= 80


def test_a_name_that_wears_a_badge_of_its_own_is_told_without_it() -> None:
    liar = replace(SUMMARY.people[0], name=clean_line("★ Mairie du 20e"), standing=NO_STANDING)

    told = "".join(run.text for run in who(liar.handle, liar.name, liar.standing.level, 40))

    assert told == "Mairie du 20e  @gblanc@mamot.fr"
    assert person_spot(liar).words.startswith("Mairie du 20e @gblanc@mamot.fr:")


def test_the_times_of_peaks_of_several_days_stand_under_each_other() -> None:
    days = tuple(
        replace(one, start=one.start - timedelta(days=number * 9), end=one.end - timedelta(days=number * 9))
        for number, one in enumerate(PEAKS)
    )
    page = rows(laid(replace(SUMMARY, peaks=tuple(reversed(days)))))
    at = next(at for at, row in enumerate(page) if "Peaks" in row)
    columns = {min(row.find(block) % 999 for block in "▁▂▃▄▅▆▇█") for row in page[at + 1 : at + 4]}

    assert len(columns) == 1
