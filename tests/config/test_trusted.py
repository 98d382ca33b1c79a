"""What the person said of accounts, kept in a file that several dashboards may write."""

import fcntl
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Account, Trusted
from hashtui.post.clean import clean_line, clean_text
from hashtui.reading.standing import Given
from tests.posts import author

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ANA, BEN = author("ana"), author("ben")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hashtui" / "trust.toml"


def read(file: Path) -> Trusted:
    """What a dashboard that starts now finds there."""
    found = TrustFile(file)
    trusted = found.read(NOW)
    assert found.trouble == ""
    return trusted


def test_nothing_is_said_of_anybody_without_a_file(file: Path) -> None:
    assert read(file) == Trusted()
    assert Trusted().given_of(ANA) == Given()
    assert Trusted().note_on(ANA) == ""


def test_a_mute_and_a_note_are_said_and_taken_back() -> None:
    said = Trusted().with_muted(ANA, on=True).with_note(BEN, "  met at the town hall\nkind ").with_muted(BEN, on=True)

    assert (said.given_of(ANA).muted, said.given_of(BEN).muted) == (True, True)
    assert said.note_on(BEN) == "met at the town hall\nkind"
    assert said.with_muted(ANA, on=False).with_note(BEN, "").with_muted(BEN, on=False) == Trusted()


def test_what_was_said_is_there_next_time_in_a_file_for_the_owner_alone(file: Path) -> None:
    before = os.umask(0)
    try:
        keeper = TrustFile(file)
        trusted = keeper.read(NOW).with_muted(ANA, on=True).with_note(ANA, 'says "é"\n\ntwice')
        trouble = keeper.keep(trusted, NOW)
    finally:
        os.umask(before)

    assert trouble == ""
    assert read(file) == trusted
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_account_keeps_what_was_said_under_a_new_handle(file: Path) -> None:
    moved = author("ana.moved")
    said = Trusted().with_muted(ANA, on=True)

    again = Trusted({ANA.key: said.accounts[ANA.key]}).with_note(
        type(ANA)(ANA.key, moved.handle, moved.name), "has moved"
    )

    keeper = TrustFile(file)
    keeper.keep(said, NOW)
    keeper.keep(again, NOW)
    assert read(file) == again
    assert again.accounts[ANA.key] == Account(ANA.key, moved.handle, muted=True, note=clean_text("has moved"))


def test_two_dashboards_at_once_do_not_lose_what_the_other_said(file: Path) -> None:
    one, other = TrustFile(file), TrustFile(file)
    said_by_one, said_by_other = one.read(NOW), other.read(NOW)

    said_by_one = said_by_one.with_muted(ANA, on=True)
    one.keep(said_by_one, NOW)
    said_by_other = said_by_other.with_muted(BEN, on=True).with_note(ANA, "a note")
    other.keep(said_by_other, NOW)
    one.keep(said_by_one.with_note(BEN, "another"), NOW)

    found = read(file)
    assert (found.given_of(ANA), found.note_on(ANA)) == (Given(muted=True), "a note")
    assert (found.given_of(BEN), found.note_on(BEN)) == (Given(muted=True), "another")
    assert [found.accounts[one.key].handle for one in (ANA, BEN)] == [ANA.handle, BEN.handle]


def test_what_is_taken_back_goes_from_the_file_though_another_wrote_meanwhile(file: Path) -> None:
    one, other = TrustFile(file), TrustFile(file)
    one.keep(one.read(NOW).with_muted(ANA, on=True), NOW)
    other.keep(other.read(NOW).with_muted(BEN, on=True), NOW)

    one.keep(Trusted(), NOW)

    assert list(read(file).accounts) == [BEN.key]


def test_what_a_later_version_wrote_stays(file: Path) -> None:
    before_it = TrustFile(file)
    file.parent.mkdir()
    file.write_text(
        'half_life = "30d"\n'
        f'[[account]]\nkey = "{ANA.key}"\nhandle = "@ana@social.example"\nlevel = "boundless"\nsince = 2026-11-21\n'
        '[[account]]\nhandle = "@*@spam.example"\nmuted = true\n'
        "[friends]\nof = ['x']\n"
    )
    keeper = TrustFile(file)

    trusted = keeper.read(NOW).with_muted(ANA, on=True)
    keeper.keep(trusted, NOW)
    keeper.keep(trusted.with_muted(ANA, on=False), NOW)
    before_it.keep(Trusted().with_note(ANA, "x"), NOW)
    before_it.keep(Trusted(), NOW)

    content = tomllib.loads(file.read_text())
    assert content["half_life"] == "30d"
    assert content["friends"] == {"of": ["x"]}
    assert content["account"] == [
        {"key": ANA.key, "handle": ANA.handle, "level": "boundless", "since": datetime(2026, 11, 21).date()},  # noqa: DTZ001
        {"handle": "@*@spam.example", "muted": True},
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"account = 3",
        b"account = [3]",
        b"[[account]]\nkey = 3",
        b"[[account]]\nkey = ''",
        b"[[account]]\nkey = 'a'\nhandle = 3",
        b"[[account]]\nkey = 'a'\nmuted = 'yes'",
        b"[[account]]\nkey = 'a'\nnote = 3",
        b"x = " + b"[" * 9000,
    ],
)
def test_a_damaged_file_is_moved_aside_and_that_is_said(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    keeper = TrustFile(file)

    trusted = keeper.read(NOW)

    aside = file.with_name("trust.damaged-20261121-140000.toml")
    assert trusted == Trusted()
    assert keeper.trouble.startswith(f"{file} was damaged")
    assert keeper.trouble.endswith(f": it is now {aside.name}, and what you said of accounts is not in force")
    assert aside.read_bytes() == content
    assert keeper.keep(trusted.with_muted(ANA, on=True), NOW) == ""
    assert read(file).given_of(ANA).muted


def test_a_file_that_is_far_too_large_is_damaged(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TrustFile(file).keep(Trusted().with_note(ANA, "x" * 200), NOW)
    monkeypatch.setattr(TrustFile, "LARGEST", 100)
    keeper = TrustFile(file)

    assert keeper.read(NOW) == Trusted()
    assert "was damaged (it has more than 100 octets): it is now" in keeper.trouble


def test_a_file_that_gets_damaged_meanwhile_is_kept_beside_the_new_one(file: Path) -> None:
    keeper = TrustFile(file)
    trusted = keeper.read(NOW).with_muted(BEN, on=True)
    keeper.keep(trusted, NOW)
    file.write_text("account = [\n  { muted = yes } ]")

    told = keeper.keep(trusted.with_muted(ANA, on=True), NOW)

    assert told.startswith(f"{file} was damaged (Invalid value (at line 2")
    assert told.endswith("it is now trust.damaged-20261121-140000.toml, and what was known before is written anew")
    assert read(file).given_of(ANA).muted
    assert read(file).given_of(BEN).muted
    assert "yes" in file.with_name("trust.damaged-20261121-140000.toml").read_text()


def test_a_file_that_cannot_be_read_is_never_written_over(file: Path) -> None:
    file.mkdir(parents=True)
    keeper = TrustFile(file)

    trusted = keeper.read(NOW)
    told = keeper.keep(trusted.with_muted(ANA, on=True), NOW)

    assert keeper.trouble == f"{file} cannot be read (Is a directory): what you said of accounts is not in force"
    assert told == f"{file} cannot be written (Is a directory): kept for this session only"
    assert file.is_dir()


def test_a_place_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keeper = TrustFile(tmp_path / "file" / "trust.toml")

    assert "cannot be written (Not a directory)" in keeper.keep(Trusted().with_muted(ANA, on=True), NOW)


def test_while_another_writes_nothing_waits_and_the_next_time_all_is_written(file: Path) -> None:
    keeper = TrustFile(file)
    trusted = keeper.read(NOW).with_muted(ANA, on=True)
    keeper.keep(trusted, NOW)
    lock = os.open(file.with_name(".trust.toml.lock"), os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)

    told = keeper.keep(trusted.with_muted(BEN, on=True), NOW)
    os.close(lock)

    assert told == f"{file} is being written by another hashtui: kept with the next thing you say, or at the end"
    assert set(read(file).accounts) == {ANA.key}
    assert keeper.keep(trusted.with_muted(BEN, on=True).with_note(ANA, "x"), NOW) == ""
    assert set(read(file).accounts) == {ANA.key, BEN.key}


def test_what_could_not_be_written_is_written_at_the_end(file: Path) -> None:
    keeper = TrustFile(file)
    file.parent.mkdir()
    lock = os.open(file.with_name(".trust.toml.lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    keeper.keep(keeper.read(NOW).with_muted(ANA, on=True), NOW)
    os.close(lock)

    assert not file.exists()
    assert keeper.settle(NOW) == ""
    assert read(file).given_of(ANA).muted
    file.unlink()
    assert keeper.settle(NOW) == ""
    assert not file.exists()


def test_a_link_to_the_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    (tmp_path / "dotfiles.toml").write_text("")
    file.symlink_to(tmp_path / "dotfiles.toml")
    keeper = TrustFile(file)

    keeper.keep(keeper.read(NOW).with_muted(ANA, on=True), NOW)

    assert file.is_symlink()
    assert ANA.key in (tmp_path / "dotfiles.toml").read_text()


def test_what_stands_in_the_file_is_made_safe_to_print(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(f'[[account]]\nkey = "{ANA.key}"\nhandle = "@a\\u001b[31m"\nmuted = true\nnote = "x\\u202ey"\n')

    account = read(file).accounts[ANA.key]

    assert account.handle == clean_line("@a\x1b[31m")
    assert "\x1b" not in account.handle
    assert account.note == "xy"
