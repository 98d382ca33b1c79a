"""Levels, globs and lists: what they say of an author, and how the file keeps them."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import LEVELS, Account, KnownList, Trusted, level_word
from hashtui.post.clean import clean_line, clean_text
from hashtui.reading.standing import Given
from tests.posts import author

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ANA, BEN, LOU = author("ana"), author("ben"), author("lou", server="spam.example")


def said(*accounts: Account) -> Trusted:
    return Trusted({one.name: one for one in accounts})


def of(handle: str, **more: object) -> Account:
    return replace(Account("", clean_line(handle)), **more)  # type: ignore[arg-type]  # what an account has


def known(name: str, *handles: str) -> KnownList:
    return KnownList(clean_line(name), tuple(map(clean_line, handles)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "trust.toml"


def test_levels_have_words() -> None:
    assert [level_word(level) for level in (*LEVELS.values(), 0.55)] == ["sure", "usual", "follow", "0.55"]


def test_a_level_is_given_and_taken_back_and_leaves_mute_and_note() -> None:
    trusted = Trusted().with_muted(ANA, on=True).with_note(ANA, "radio").with_level(ANA, 0.7)

    assert trusted.given_of(ANA) == Given(muted=True)
    assert trusted.with_muted(ANA, on=False).given_of(ANA) == Given(0.7)
    assert trusted.with_level(ANA, None) == Trusted().with_muted(ANA, on=True).with_note(ANA, "radio")
    assert Trusted().with_level(ANA, 1.0).with_level(ANA, None) == Trusted()


def test_who_is_known_by_handle_alone_is_trusted_under_any_key_and_in_any_case() -> None:
    trusted = said(of("@ANA@Social.example", level=1.0, note=clean_text("radio")))

    assert trusted.given_of(ANA) == Given(1.0)
    assert trusted.note_on(ANA) == "radio"
    assert trusted.given_of(BEN) == Given()


def test_what_is_said_of_a_handle_goes_over_to_the_account_when_one_says_more_of_it() -> None:
    trusted = said(of("@ana@social.example", level=0.4, note=clean_text("radio"))).with_level(ANA, 1.0)

    assert trusted == said(Account(ANA.key, ANA.handle, level=1.0, note=clean_text("radio")))


@pytest.mark.parametrize(
    ("glob", "fits"),
    [
        ("@*@social.example", [ANA, BEN]),
        ("@*@*.example", [ANA, BEN, LOU]),
        ("@LOU*", [LOU]),
        ("@?en@social.example", [BEN]),
        ("@*@example", []),
    ],
)
def test_a_glob_speaks_of_all_whom_it_fits(glob: str, fits: list[object]) -> None:
    trusted = said(of(glob, level=0.4))

    assert [one for one in (ANA, BEN, LOU) if trusted.given_of(one).level] == fits


def test_what_is_said_of_the_account_counts_before_a_glob() -> None:
    trusted = said(of("@*@spam.example", muted=True), of("@*@social.example", level=0.7))

    assert trusted.given_of(LOU) == Given(muted=True)
    assert trusted.with_level(LOU, 0.7).given_of(LOU) == Given(0.7)
    assert trusted.with_muted(ANA, on=True).given_of(ANA) == Given(muted=True)
    assert trusted.with_level(ANA, 1.0).given_of(ANA) == Given(1.0)


def test_one_account_is_let_out_of_a_glob() -> None:
    trusted = said(of("@*@spam.example", muted=True), of("@*@social.example", level=0.7))

    spared, untrusted = trusted.with_muted(LOU, on=False), trusted.with_level(ANA, None)

    assert (spared.given_of(LOU), untrusted.given_of(ANA)) == (Given(), Given())
    assert spared.with_muted(LOU, on=True).given_of(LOU) == Given(muted=True)
    assert untrusted.with_level(ANA, 0.4).given_of(ANA) == Given(0.4)
    assert said(*untrusted.accounts.values()).given_of(BEN) == Given(0.7)


def test_whom_a_list_names_is_known_by_it_the_first_that_does() -> None:
    trusted = (
        Trusted()
        .with_list(known("press", "@ANA@social.example", "did:plc:kim"))
        .with_list(known("town", "@ana@social.example"))
    )
    kim = replace(BEN, key=clean_line("did:plc:kim"))

    assert trusted.given_of(ANA) == trusted.given_of(kim) == Given(known_by="on your list press")
    assert trusted.with_level(ANA, 1.0).given_of(ANA) == Given(1.0, known_by="on your list press")
    assert trusted.with_list(known("press")).given_of(kim) == Given()


def test_all_of_it_is_there_next_time(file: Path) -> None:
    trusted = said(
        of("@*@mairie.example", level=0.4, note=clean_text("town")),
        of("@loud@spam.example", muted=True),
        Account(ANA.key, ANA.handle, level=1.0),
        Account(BEN.key, BEN.handle, muted=False, level=0.0),
    ).with_list(replace(known("press", "@kim@x.example"), origin=clean_line("https://x.example/a")))
    keeper = TrustFile(file)

    assert keeper.keep(trusted, NOW) == ""

    assert TrustFile(file).read(NOW) == trusted
    assert tomllib.loads(file.read_text())["account"][2] == {"key": ANA.key, "handle": ANA.handle, "level": 1.0}


def test_levels_lists_and_mutes_of_two_processes_are_all_kept(file: Path) -> None:
    one, other = TrustFile(file), TrustFile(file)
    by_one, by_other = one.read(NOW), other.read(NOW)

    one.keep(by_one := by_one.with_level(ANA, 1.0).with_list(known("press", "@a@x.example")), NOW)
    other.keep(by_other := by_other.with_muted(ANA, on=True).with_list(known("town", "@b@x.example")), NOW)
    one.keep(by_one.with_level(BEN, 0.4).with_list(known("press", "@c@x.example")), NOW)
    other.keep(by_other.with_list(known("town")), NOW)

    found = TrustFile(file).read(NOW)
    assert (found.accounts[ANA.key].level, found.accounts[ANA.key].muted) == (1.0, True)
    assert found.given_of(BEN) == Given(0.4)
    assert {name: one.handles for name, one in found.lists.items()} == {"press": ("@c@x.example",)}


def test_what_another_process_says_is_read_anew_and_what_one_says_oneself_is_not(file: Path) -> None:
    one, other = TrustFile(file), TrustFile(file)
    mine = one.read(NOW).with_level(ANA, 1.0)
    one.keep(mine, NOW)
    looks = [one.read_anew() for _ in range(3)]

    other.keep(other.read(NOW).with_muted(BEN, on=True), NOW)
    anew = [one.read_anew() for _ in range(3)]
    file.write_text("account = [")
    damaged = [one.read_anew() for _ in range(3)]

    assert (looks, damaged) == ([None] * 3, [None] * 3)
    assert anew == [None, mine.with_muted(BEN, on=True), None]


def test_a_level_taken_back_here_is_gone_though_another_wrote_meanwhile(file: Path) -> None:
    one, other = TrustFile(file), TrustFile(file)
    given = one.read(NOW).with_level(ANA, 1.0).with_account(of("@*@x.example", level=0.4))
    one.keep(given, NOW)
    other.keep(other.read(NOW).with_note(BEN, "x"), NOW)

    one.keep(given.with_level(ANA, None).without(given.named("@*@X.example")), NOW)

    assert list(TrustFile(file).read(NOW).accounts) == [BEN.key]


def test_levels_may_be_written_in_words_and_what_is_none_is_kept_and_not_in_force(file: Path) -> None:
    rows = ("level = 'sure'", "level = 0.55", "level = 'boundless'", "level = 7", "level = true", "level = 1")
    file.write_text("".join(f"[[account]]\nhandle = '@u{n}@x.example'\n{row}\n" for n, row in enumerate(rows)))
    keeper = TrustFile(file)

    trusted = keeper.read(NOW)
    keeper.keep(trusted.with_note(ANA, "x"), NOW)

    people = [author(f"u{n}", server="x.example") for n in range(len(rows))]
    assert [trusted.given_of(one).level for one in people] == [1.0, 0.55, None, None, None, 1.0]
    assert [row.get("level") for row in tomllib.loads(file.read_text())["account"]] == [
        *(1.0, 0.55, "boundless", 7, True, 1.0),
        None,
    ]


def test_two_rows_on_one_account_are_taken_together(file: Path) -> None:
    file.write_text(
        "[[account]]\nhandle = '@ana@social.example'\nnote = 'radio'\n"
        "[[account]]\nhandle = '@Ana@social.example'\nlevel = 0.7\n"
    )

    trusted = TrustFile(file).read(NOW)

    assert (trusted.given_of(ANA), trusted.note_on(ANA)) == (Given(0.7), "radio")


def test_a_list_of_a_later_version_stays_as_it_is(file: Path) -> None:
    file.write_text(
        "[[list]]\nname = 'odd'\nmembers = 3\n[[list]]\nname = 'mine'\nhandles = ['@a@x.example']\nhue = 2\n"
    )
    keeper = TrustFile(file)

    keeper.keep(keeper.read(NOW).with_level(ANA, 0.7), NOW)

    assert tomllib.loads(file.read_text())["list"] == [
        {"name": "mine", "handles": ["@a@x.example"], "hue": 2},
        {"name": "odd", "members": 3},
    ]


def test_globs_cost_nothing_worth_speaking_of_for_a_hostile_handle() -> None:
    trusted = said(of("@*a*a*a*a*a*a*b@x.example", level=0.4))

    assert trusted.given_of(replace(ANA, handle=clean_line("@" + "a" * 60 + "@x.example"))) == Given()
