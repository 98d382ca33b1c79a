"""A mail on its way: SMTP, aiosmtpd, a Maildir, the README's recipe, a growing file, a line of `tail`."""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest

from tests.cli.tailing import Tail
from tests.servers.network import PATIENCE, needs_servers
from tests.test_recipes import recipe

pytestmark = needs_servers
TOOLS = Path(__file__).with_name("tools.sh")
SOON = 2.0
"""Seconds a mail may take, on a machine that is busy; alone it takes less than one."""


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[int]:
    """The port of a mail server; what it takes in lies in `tmp_path / "Maildir"`, and the recipe is run over it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    (tmp_path / "mail.py").write_text(recipe("mail"))
    (tmp_path / "mail.jsonl").touch()
    (tmp_path / "python3").symlink_to(sys.executable)
    smtp = [str(TOOLS), "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", "Maildir"]
    loop = "while sleep 0.2; do ./python3 mail.py Maildir capcomnet > mail.jsonl; done"
    with ExitStack() as stack:
        for command in (smtp, ["bash", "-c", loop]):
            process = subprocess.Popen(command, cwd=tmp_path)
            stack.callback(process.wait, PATIENCE)
            stack.callback(process.kill)
        yield port


def send(port: int, subject: str, text: str) -> None:
    """Send a mail, once the server is there."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "L\u00e9a <lea@example.com>", "wall@example.com"
    mail["Subject"], mail["Message-ID"] = subject, make_msgid(domain="example.com")
    mail.set_content(text)
    for _ in range(600):
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=PATIENCE) as server:
                server.send_message(mail)
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    pytest.fail("no mail server")


def test_a_mail_is_a_post_at_once(post_office: int, tmp_path: Path) -> None:
    send(post_office, "First", "before anybody looked")
    running = Tail("#capcomnet", "--source", f"jsonl:{tmp_path / 'mail.jsonl'}", env=dict(os.environ))
    try:
        running.one("First")
        sent = time.monotonic()
        send(post_office, "Caf\u00e9", "The tram stands still\n#salle2")
        post = running.one("Caf\u00e9")
        took = time.monotonic() - sent
        for number in range(10):
            send(post_office, f"Number {number}", "again")
        running.wait(lambda: len(running.of("post")) >= 12, "ten more")
        send(post_office, "Last", "of all")
        running.one("Last")

        assert took < SOON
        assert post["text"] == "Caf\u00e9\n\nThe tram stands still\n#salle2"
        assert isinstance(post["author"], dict)
        assert (post["author"]["handle"], post["author"]["name"]) == ("@lea@example.com", "L\u00e9a")
        assert set(running.texts().values()) == {1}
        assert len(running.of("post")) == 13
        assert not running.of("gap")
        assert not running.of("edited")
    finally:
        running.kill()
