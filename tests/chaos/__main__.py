"""`python -m tests.chaos --script FILE`: the server as a process of its own, bounded, on loopback.

It prints one line of JSON when it listens: `{"http": PORT, "https": PORT or null, "ws": PORT, "ctl": PATH, "mastodon":
URL, "jetstream": URL, "nostr": URL, "feed": URL}`, the URLs as `hashtui --source` takes them.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import ssl
import sys
import tempfile
from pathlib import Path

from tests.chaos.certificates import KINDS, Certificates
from tests.chaos.control import Control
from tests.chaos.faults import FAULTS
from tests.chaos.half import HALVES
from tests.chaos.mastodon import Manner
from tests.chaos.script import read_script
from tests.chaos.server import ChaosServer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--script", type=Path, help="JSON: a list of actions, or {seed, actions}")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--halves", default=",".join(HALVES), help="which networks it speaks, with commas between")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=KINDS, help="speak https, with a certificate of that kind")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--ctl", type=Path, help="where to put the control socket")
    parser.add_argument("--posts", type=int, default=0, help="so many posts are there at the start")
    parser.add_argument("--tags", default="a,b", help="their tags, in turn")
    parser.add_argument("--closed", type=int, default=0, choices=(0, 401, 403, 422))
    parser.add_argument("--max-seconds", type=float, default=240)
    parser.add_argument("--max-bytes", type=int, default=2 << 30)
    parser.add_argument("--faults", action="store_true", help="list every fault by name")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace, scratch: Path) -> None:
    seed, actions = read_script(arguments.script) if arguments.script else (0, [])
    tls: ssl.SSLContext | None = None
    if arguments.tls:
        tls = Certificates(scratch).server_context(arguments.tls)
    chaos = ChaosServer(
        seed=seed if arguments.seed is None else arguments.seed,
        actions=actions,
        halves=_halves(arguments.halves),
        manner=Manner(closed=arguments.closed),
        ledger=arguments.ledger,
        tls=tls,
        port=arguments.port,
        max_seconds=arguments.max_seconds,
        max_bytes=arguments.max_bytes,
    )
    async with chaos:
        tags = arguments.tags.split(",")
        for n in range(arguments.posts):
            chaos.publish(f"Post {n} of the test world", [tags[n % len(tags)]])
        ctl = arguments.ctl or scratch / "ctl.sock"
        async with await Control(chaos, ctl).start():
            ports = {"http": None if tls else chaos.port, "https": chaos.port if tls else None, "ws": chaos.port}
            sources = {name: chaos.source(name) for name in chaos.halves}
            sys.stdout.write(json.dumps({**ports, "ctl": str(ctl), **sources}) + "\n")
            sys.stdout.flush()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, chaos.stopped.set)
            await chaos.stopped.wait()


def _halves(names: str) -> list[str]:
    wanted = names.split(",")
    if unknown := set(wanted) - set(HALVES):
        raise SystemExit(f"there is no half called {', '.join(sorted(unknown))}; there are {', '.join(HALVES)}")
    return [name for name in HALVES if name in wanted]


def main() -> None:
    """Run until told to stop, or the time is over."""
    arguments = _arguments()
    if arguments.faults:
        sys.stdout.write("\n".join(FAULTS.names()) + "\n")
        return
    with tempfile.TemporaryDirectory(prefix="chaos-") as scratch, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(arguments, Path(scratch)))


if __name__ == "__main__":
    main()
