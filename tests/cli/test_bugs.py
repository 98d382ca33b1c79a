"""What Python says by itself of a bug carries no stranger's order to the terminal."""

import subprocess
import sys

_BUGS = {
    "exception": "raise ValueError(words)",
    "thread": "import sys, threading as t; o = t.Thread(target=int, args=[words]); o.start(); o.join(); sys.exit(1)",
    "library": "import logging; logging.getLogger('some.library').error(words); raise SystemExit(1)",
    "finalizer": "type('X', (), {'__del__': lambda self: int(words)})(); raise SystemExit(1)",
}


def test_bugs_of_every_kind_are_told_safely() -> None:
    for bug in _BUGS.values():
        program = (
            "from hashtui.cli.bugs import tell_bugs_safely\n"
            "tell_bugs_safely()\n"
            "words = 'no number \\x1b]0;pwned\\x07 \\x9b2J access_token=CANARY'\n"
            f"{bug}\n"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=20, check=False)

        assert (ended.returncode, ended.stdout) == (1, b"")
        assert b"no number" in ended.stderr
        assert not any(sign in ended.stderr for sign in (b"\x1b", b"\x07", b"\xc2\x9b", b"CANARY"))
