"""Sessions on disk: there at the next start, out of everybody else's reach, and refused when they are not."""

import os
import stat
from pathlib import Path

import pytest

from hashtui.config.secret import Secret
from hashtui.config.secrets import KeptSession, SecretStore, usual_store
from hashtui.errors import ConfigError

ACCOUNT = "lea.example at https://bsky.social"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hashtui" / "secrets.toml"


def kept(number: int = 1, did: str = "did:plc:lea") -> KeptSession:
    return KeptSession(did, "https://pds.example", Secret(f"access-{number}"), Secret(f"refresh-{number}"))


def told(session: KeptSession | None) -> tuple[str, ...]:
    assert session is not None
    return session.did, session.server, session.access.reveal(), session.refresh.reveal()


def test_what_is_kept_is_there_at_the_next_start(file: Path) -> None:
    SecretStore(file).keep(ACCOUNT, kept())

    assert told(SecretStore(file).session(ACCOUNT)) == ("did:plc:lea", "https://pds.example", "access-1", "refresh-1")


def test_nothing_is_kept_at_first(file: Path) -> None:
    assert SecretStore(file).session(ACCOUNT) is None
    assert not file.parent.exists()


def test_the_newest_session_takes_the_place_of_the_last_and_others_stay(file: Path) -> None:
    store = SecretStore(file)
    store.keep(ACCOUNT, kept(1))
    store.keep("ana.example at https://bsky.social", kept(7, "did:plc:ana"))

    store.keep(ACCOUNT, kept(2))

    assert told(store.session(ACCOUNT))[2:] == ("access-2", "refresh-2")
    assert told(store.session("ana.example at https://bsky.social"))[2:] == ("access-7", "refresh-7")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o377])
def test_only_its_owner_can_read_it_whatever_the_umask(file: Path, umask: int) -> None:
    file.parent.mkdir(mode=0o700)
    before = os.umask(umask)
    try:
        SecretStore(file).keep(ACCOUNT, kept())
    finally:
        os.umask(before)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_its_folder_is_made_for_its_owner_alone(file: Path) -> None:
    SecretStore(file).keep(ACCOUNT, kept())

    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["secrets.toml"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_file_that_others_reach_is_refused_with_the_command_that_repairs_it(file: Path, mode: int) -> None:
    store = SecretStore(file)
    store.keep(ACCOUNT, kept())
    file.chmod(mode)

    with pytest.raises(ConfigError, match=f"chmod 600 {file}"):
        store.session(ACCOUNT)
    with pytest.raises(ConfigError, match="chmod 600"):
        store.keep(ACCOUNT, kept(2))


def test_a_folder_that_others_may_change_is_refused(file: Path) -> None:
    store = SecretStore(file)
    store.keep(ACCOUNT, kept())
    file.parent.chmod(0o777)

    with pytest.raises(ConfigError, match=f"chmod 700 {file.parent}"):
        store.session(ACCOUNT)


def test_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    elsewhere = SecretStore(tmp_path / "elsewhere.toml")
    elsewhere.keep(ACCOUNT, kept())
    file.parent.mkdir(mode=0o700)
    file.symlink_to(tmp_path / "elsewhere.toml")

    with pytest.raises(ConfigError, match="is a link"):
        SecretStore(file).session(ACCOUNT)
    with pytest.raises(ConfigError, match="is a link"):
        SecretStore(file).keep(ACCOUNT, kept(2))

    assert told(elsewhere.session(ACCOUNT))[2] == "access-1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_refused(file: Path) -> None:
    SecretStore(file).keep(ACCOUNT, kept())
    os.chown(file, 4321, 4321)

    with pytest.raises(ConfigError, match="belongs to another user"):
        SecretStore(file).session(ACCOUNT)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"session = 3",
        b"[session]\nx = 1",
        b'[session."lea.example at https://bsky.social"]\ndid = "did:plc:lea"',
        b'[session."lea.example at https://bsky.social"]\ndid = "d"\nserver = "s"\naccess = "a\\nb"\nrefresh = "r"',
        b'[session."lea.example at https://bsky.social"]\ndid = "d"\nserver = "s"\naccess = "a"\nrefresh = "\\u00e9"',
        b'[session."lea.example at https://bsky.social"]\ndid = "d"\nserver = "s"\naccess = ""\nrefresh = "r"',
    ],
)
def test_a_damaged_file_is_said_and_not_overwritten(file: Path, content: bytes) -> None:
    file.parent.mkdir(mode=0o700)
    file.write_bytes(content)
    file.chmod(0o600)

    with pytest.raises(ConfigError, match="move it away"):
        SecretStore(file).session(ACCOUNT)

    assert file.read_bytes() == content


def test_a_pipe_in_its_place_does_not_hold_the_program_up(file: Path) -> None:
    file.parent.mkdir(mode=0o700)
    os.mkfifo(file, 0o600)

    with pytest.raises(ConfigError, match="is no file"):
        SecretStore(file).session(ACCOUNT)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "hashtui").write_text("a file where the folder should be")
    store = SecretStore(tmp_path / "hashtui" / "secrets.toml")

    with pytest.raises(ConfigError, match="cannot be"):
        store.keep(ACCOUNT, kept())
    with pytest.raises(ConfigError, match="cannot be kept here"):
        store.hold()


def test_one_at_a_time_holds_it(file: Path) -> None:
    mine = SecretStore(file).hold()
    assert mine is not None

    assert SecretStore(file).hold() is None

    mine.let_go()
    theirs = SecretStore(file).hold()
    assert theirs is not None
    theirs.let_go()


def test_no_secret_shows_in_its_text_form(file: Path) -> None:
    assert "access-1" not in repr(kept())
    assert "refresh-1" not in repr(kept())


def test_its_usual_place_is_the_data_folder(home: Path) -> None:
    usual_store().keep(ACCOUNT, kept())

    assert (home / ".local/share/hashtui/secrets.toml").is_file()
