"""`hashtui trust import`: lists from files, from standard input and from the web."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.running import Hashtui
from tests.cli.trusting import rows


@pytest.fixture
def trust_file(home: Path) -> Path:
    return home / ".config/hashtui/trust.toml"


def test_lists_are_imported_under_their_names_replaced_and_removed(
    hashtui: Hashtui, tmp_path: Path, trust_file: Path
) -> None:
    following, lists = tmp_path / "following_accounts.csv", tmp_path / "lists.csv"
    following.write_text("Account address,Show boosts,Notify on new posts,Languages\nkim@x.example,true,false,\nbad\n")
    bad = "line 3: `bad` is no handle: write it with its server, @anna@piaille.fr"
    lists.write_text("Press,lou@x.example\nTown,mia@x.example\nPress,noa@x.example\n")

    first = hashtui("trust", "import", str(following), str(lists))
    lists.write_text("Press,lou@x.example\n")
    again = hashtui("trust", "import", str(lists))
    listed = hashtui("trust", "list")
    removed = hashtui("trust", "remove", "--list", "Press")

    assert first.err.splitlines() == [
        "hashtui: following_accounts: 1 account is known to you",
        f"hashtui: {following}: 1 line names no account; {bad}",
        "hashtui: Press: 2 accounts are known to you",
        "hashtui: Town: 1 account is known to you",
    ]
    assert again.err == "hashtui: Press: 1 account is known to you (2 before)\n"
    assert listed.out.splitlines() == [
        "· list  following_accounts  1 account, known to you",
        "· list  Press               1 account, known to you",
    ]
    assert removed.err == "hashtui: the list Press of 1 account is gone\n"
    assert [row["name"] for row in rows(trust_file, "list")] == ["following_accounts"]


def test_a_list_comes_from_standard_input_too(
    hashtui: Hashtui, trust_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"@a@x.example, @b@x.example\n")))

    ran = hashtui("trust", "import", "-", "--list", "friends of friends")

    assert ran.err == "hashtui: friends of friends: 2 accounts are known to you\n"
    assert rows(trust_file, "list") == [{"name": "friends of friends", "handles": ["@a@x.example", "@b@x.example"]}]


def test_a_file_without_an_account_is_refused_and_nothing_is_written(
    hashtui: Hashtui, tmp_path: Path, trust_file: Path
) -> None:
    page, empty = tmp_path / "page.html", tmp_path / "empty.txt"
    page.write_text("<!doctype html>")
    empty.write_text("nobody\n")

    refused = [hashtui("trust", "import", str(file)) for file in (page, empty, tmp_path)]

    assert [ran.code for ran in refused] == [2, 2, 2]
    assert refused[0].err == (
        f"hashtui: {page}: it is a web page, not a list: one handle a line, or a CSV that Mastodon exports\n"
    )
    assert f"{empty}: there is no account in it (line 1: `nobody` is no handle" in refused[1].err
    assert refused[2].err == f"hashtui: {tmp_path}: cannot be read (Is a directory)\n"
    assert not trust_file.exists()


class _Pages(BaseHTTPRequestHandler):
    """A server with a list, a list for members only, a page that moved away, and nothing else."""

    def do_GET(self) -> None:
        status, body = {"/press.txt": (200, b"@kim@x.example\n@lou@x.example\n"), "/private": (403, b"")}.get(
            self.path, (404, b"")
        )
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def pages() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_list_is_fetched_and_one_that_is_not_given_says_so(hashtui: Hashtui, pages: str, trust_file: Path) -> None:
    given = hashtui("trust", "import", f"{pages}/press.txt")
    private = hashtui("trust", "import", f"{pages}/private")
    missing = hashtui("trust", "import", f"{pages}/missing", "--list", "x")

    assert (given.code, given.err) == (0, "hashtui: press: 2 accounts are known to you\n")
    assert rows(trust_file, "list") == [
        {"name": "press", "handles": ["@kim@x.example", "@lou@x.example"], "from": f"{pages}/press.txt"}
    ]
    assert (private.code, "does not give it to visitors (403)" in private.err) == (4, True)
    assert (missing.code, "does not give it (404)" in missing.err) == (3, True)
