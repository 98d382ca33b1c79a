"""Every key of the registry, pressed on a terminal as the bytes a terminal sends, in the program people start."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hashtui.config.actions import ACTIONS, Scope
from tests.terminal import Terminal

BYTES = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "enter": b"\r",
    "space": b" ",
    "backspace": b"\x7f",
    "escape": b"\x1b",
    "ctrl+d": b"\x04",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
    "ctrl+u": b"\x15",
    "application up": b"\x1bOA",
    "application down": b"\x1bOB",
    "application right": b"\x1bOC",
    "application left": b"\x1bOD",
}
PANES = ("#fair", "#town", *(f"Number{n} = #p{n}" for n in range(3, 10)))
CONFIG = """
[rules]
hide = [{ name = "robots", when = "from:@bot@*" }]
highlight = [{ name = "fires", when = "fire" }]
"""
QUESTION = "https://social.example/users/ana/statuses/question"


def line(number: int, text: str, *, user: str = "ana", tag: str = "fair", **more: object) -> dict[str, object]:
    """A post as a line of a file."""
    author = {"key": f"https://social.example/users/{user}", "handle": f"@{user}@social.example", "name": user.title()}
    key = more.pop("key", f"https://social.example/users/{user}/statuses/{number}")
    return {"key": key, "author": author, "text": text, "tags": [tag], "created_at": at(number), **more}


def at(number: int) -> str:
    """When post `number` was written."""
    return f"2026-11-21T12:{number:02}:00Z"


def lines() -> list[dict[str, object]]:
    """A question and its answer, a poll, a warning, many plain posts, and last one that has nine links and an edit."""
    options = [{"title": "Saturday", "votes": 2}, {"title": "Sunday", "votes": 1}]
    links = [f"https://link.example/{n}" for n in range(1, 10)]
    last = {"links": links, "url": "https://social.example/@ana/50"}
    return [
        line(45, "Beep, says the robot", user="bot"),
        line(1, "Who has the key of the gate?", key=QUESTION),
        line(2, "I have it, come to the kiosk", user="org", reply_to=QUESTION),
        line(3, "Which day suits?", poll={"options": options, "votes": 3, "multiple": False}),
        line(4, "The murderer is the gardener", content_warning="a book's ending"),
        *(line(number, f"Post number {number}") for number in range(10, 35)),
        line(40, "Fire drill at noon", user="org", tag="town"),
        {**line(50, "Nine links hare"), **last},
        {**line(50, "Nine links here"), **last, "event": "edited", "edited_at": at(51)},
    ]


@pytest.fixture
def file(tmp_path: Path, home: Path) -> Path:
    """The posts in a file, and rules in the configuration."""
    (home / ".config/hashtui").mkdir(parents=True)
    (home / ".config/hashtui/config.toml").write_text(CONFIG)
    posts = tmp_path / "posts.jsonl"
    posts.write_text("".join(json.dumps(one) + "\n" for one in lines()))
    return posts


class Keyboard:
    """A terminal of 80x24 with the program on it; every key that is pressed is noted with the action it is for."""

    def __init__(self, terminal: Terminal) -> None:
        self.pressed: set[tuple[str, str]] = set()
        self.terminal = terminal

    @property
    def words(self) -> str:
        """What stands on the screen, one blank between two words."""
        return " ".join(" ".join(self.terminal.screen()).split())

    def wait_for(self, words: str, *, gone: bool = False) -> None:
        """Read until these words are on the screen, or no more."""
        self.terminal.read(until=lambda: (words in self.words) != gone)
        assert (words in self.words) != gone, "\n".join([words, *self.terminal.screen()])

    def press(self, action_id: str, key: str, appears: str, *, gone: bool = False) -> None:
        """Press it and see these words come, or go; they were not there, or were, before."""
        assert (appears in self.words) == gone, "\n".join([f"{key}: {appears}", *self.terminal.screen()])
        self.pressed.add((action_id, key.removeprefix("application ")))
        self.terminal.type(BYTES.get(key) or key.encode())
        self.wait_for(appears, gone=gone)

    def leave(self, action_id: str, key: str) -> None:
        """Press it and see the program end well."""
        self.pressed.add((action_id, key))
        self.terminal.type(BYTES.get(key) or key.encode())
        self.terminal.read(until=lambda: self.terminal.has_ended)
        assert self.terminal.process.wait(1) == 0

    def type(self, text: str, appears: str) -> None:
        """Type this into a field."""
        self.terminal.type(text.encode())
        self.wait_for(appears)


@contextmanager
def on_a_terminal(file: Path) -> Iterator[Keyboard]:
    """The program with nine panes over that file."""
    argv = [sys.executable, "-m", "hashtui", *PANES, "--source", f"jsonl:{file}"]
    with Terminal(argv, environment={"SSH_TTY": "/dev/pts/0"}) as terminal:
        keyboard = Keyboard(terminal)
        keyboard.wait_for("Nine links here")
        yield keyboard


def go_through_posts(by: Keyboard) -> None:
    """Movement, by arrows of both kinds and by letters."""
    by.press("post_down", "down", "▌ Nine links here")
    by.press("post_down", "j", "▌ Post number 34")
    by.press("post_up", "k", "▌ Nine links here")
    by.press("post_down", "application down", "▌ Post number 34")
    by.press("post_up", "application up", "▌ Nine links here")
    by.press("post_down", "j", "▌ Post number 34")
    by.press("post_up", "up", "▌ Nine links here")
    by.press("half_down", "ctrl+d", "Nine links here", gone=True)
    by.press("half_up", "ctrl+u", "Nine links here")
    by.press("page_down", "pagedown", "Nine links here", gone=True)
    by.press("page_up", "pageup", "Nine links here")
    by.press("oldest", "G", "▌ Who has the key of the gate?")
    by.press("back", "backspace", "▌ Who has the key of the gate?", gone=True)
    by.press("oldest", "G", "▌ Who has the key of the gate?")
    by.press("newest", "g", "▌ Nine links here")
    by.press("next_unseen", "n", "▌ Nine links here", gone=True)
    by.press("follow", "space", "━━ following")
    by.press("follow", "space", "▌ Nine links here")


def go_through_panes(by: Keyboard) -> None:
    """From pane to pane, and what changes them."""
    by.press("pane_right", "right", "▸ 2 #town")
    by.press("pane_left", "left", "▸ 1 #fair")
    by.press("pane_right", "application right", "▸ 2 #town")
    by.press("pane_left", "application left", "▸ 1 #fair")
    by.press("pane_right", "l", "▸ 2 #town")
    by.press("pane_left", "h", "▸ 1 #fair")
    by.press("pane_next", "tab", "▸ 2 #town")
    by.press("pane_previous", "shift+tab", "▸ 1 #fair")
    for number in (2, 3, 4, 5, 6, 7, 8, 9, 1):
        by.press("pane_number", str(number), f"▸ {number} ")
    by.press("next_matters", "N", "▌ Fire drill at noon")
    by.press("back", "backspace", "▸ 1 #fair")
    by.press("zoom", "z", "‹1›")
    by.press("zoom", "z", "‹1 2›")
    by.press("widen", "+", "━" * 15)
    by.press("narrow", "-", "━" * 15, gone=True)
    by.press("move_right", ">", "▸ 2 #fair")
    by.press("move_left", "<", "▸ 1 #fair")
    by.press("pane_close", "x", "▸ 1 #town")
    by.press("undo", "u", "▸ 1 #fair")
    by.press("pane_add", "a", "Which hashtags do you want to add?")
    by.type("bread\r", "▸ 10 #bread")
    by.press("pane_close", "x", "Closed #bread · u undoes")
    by.press("pane_number", "1", "▸ 1 #fair")
    by.press("pane_edit", "e", "Change what this pane asks for")
    by.type(" -#spam\r", "▸ 1 #fair -#spam")


def choose_posts(by: Keyboard) -> None:
    """Filters, rules, what was seen, density."""
    by.press("filter", "/", "━━ / filters 1 #fair")
    by.type("key\r", "Filtered by key · u undoes")
    by.press("leave", "escape", "Filter taken off: key · u undoes")
    by.press("hidden", "H", "hidden by “robots” · Beep,")
    by.press("mute", "m", "Muted @ana@social.example · u undoes")
    by.press("undo", "u", "Undone: muted @ana@social.example")
    by.press("density", "v", "Density: full")
    by.press("density", "v", "Density: line")
    by.press("density", "v", "Density: short")
    by.press("seen", "A", "marked as seen · u undoes")
    by.press("browser", "o", "No browser over SSH; copied by the terminal: https://social.example/@ana/50")
    by.press("copy_link", "y", "Copied by the terminal: https://social.example/@ana/50")
    by.press("copy_text", "Y", "Copied by the terminal: Nine links here")


def weigh_posts(by: Keyboard) -> None:
    """Trust, peaks, and what many posts say together."""
    by.press("trust", "t", "3 sure 2 usual 1 to follow 0 none")
    by.type("2", "▌ ★ Ana")
    by.press("undo", "u", "▌ ★ Ana", gone=True)
    by.press("why", "T", "› trust")
    by.press("close", "q", "› trust", gone=True)
    by.press("relief", "f", "known+")
    by.press("undo", "u", "known+", gone=True)
    for action_id, key in (("peak_before", "["), ("peak_after", "]"), ("peak_before", ","), ("peak_after", ";")):
        by.press(action_id, key, "No peak in this pane")
        by.press("density", "v", "No peak in this pane", gone=True)
    by.press("sensitivity", "%", "Peaks here: sensitive")
    by.press("summary", "s", "#fair -#spam › summary")
    by.press("refresh", "r", "Refreshed.")
    by.press("close", "q", "› summary", gone=True)
    by.press("summary_all", "S", "all panes › summary")
    by.press("close", "q", "› summary", gone=True)
    by.press("catch_up", "c", "Nothing to catch up with")


def read_a_post(by: Keyboard) -> None:
    """The post's own view and those over it."""
    by.press("open_post", "enter", "› post")
    for number in range(1, 10):
        by.press("link", str(number), f"the terminal: https://link.example/{number}")
    by.press("versions", "v", "› what changed")
    by.press("close", "q", "› post")
    by.press("author", "A", "› person")
    by.press("note", "e", "Your note:")
    by.type("met at the fair\r", "your note: met at the fair")
    by.press("leave", "escape", "› person", gone=True)
    by.press("note", "e", "Your note: met at the fair")
    by.press("leave", "escape", "Your note:", gone=True)
    by.press("close", "q", "› person", gone=True)
    by.press("raw", "R", "as JSON")
    by.press("close", "q", "› post")
    by.press("picture", "I", "Pictures are off")
    by.press("close", "q", "▸ 1 #fair")


def make_an_anthology(by: Keyboard) -> None:
    """Picking, the view of the picks, looking for posts that were kept, and writing them into a file."""
    by.press("pick", "p", "1 pick · u undoes")
    by.press("post_down", "j", "▌ × Bot")
    by.press("pick", "p", "2 picks · u undoes")
    by.press("picks", "P", "hashtui › picks")
    by.press("pick_down", "J", "2 of 2")
    by.press("pick_up", "K", "1 of 2")
    by.press("pick_chapter", "a", "Chapter")
    by.type("Morning\r", "in 1 chapter")
    by.press("pick_caption", "e", "Caption")
    by.type("By the gate\r", "By the gate")
    by.press("pick_note", "n", "Note:")
    by.type("ask Ana\r", "ask Ana")
    by.press("pick_permission", "r", "1 asked")
    by.press("pick_decide", "d", "Its author has not deleted it")
    by.press("pick_remove", "x", "1 pick")
    by.press("close", "q", "▸ 1 #fair")
    by.press("search", "F", "hashtui › search")
    by.type("key\r", "Who has the key of the gate?")
    by.press("search_order", "b", "1 post · best first")
    by.press("search_in_pane", "l", "▸ 1 #fair")
    by.wait_for("▌ Who has the key of the gate?")
    by.press("export", "E", "› export")
    by.press("leave", "escape", "› export", gone=True)
    by.press("newest", "g", "▌ Nine links here")


def look_around(by: Keyboard) -> None:
    """What is there from anywhere."""
    by.press("sources", "i", "hashtui › sources")
    by.press("leave", "escape", "▸ 1 #fair")
    by.press("help", "?", "hashtui › keys")
    by.press("close", "q", "▸ 1 #fair")
    by.press("commands", ":", "Search for commands…")
    by.press("leave", "escape", "Search for commands…", gone=True)
    by.press("commands", "ctrl+p", "Search for commands…")
    by.press("leave", "escape", "Search for commands…", gone=True)


def test_every_key_works_on_a_terminal(file: Path) -> None:
    with on_a_terminal(file) as by:
        for part in (go_through_posts, go_through_panes, choose_posts, weigh_posts, read_a_post, make_an_anthology):
            part(by)
        look_around(by)
        by.leave("close", "q")

    every = {(one.id, key) for one in ACTIONS if one.scope is not Scope.REPLAY for key in one.keys}
    assert sorted(every - by.pressed) == [("quit", "ctrl+q")]


def test_every_key_of_a_replay_works_on_a_terminal(file: Path) -> None:
    argv = [sys.executable, "-m", "hashtui", "replay", "#fair", "--from", str(file), "--speed", "1"]
    with Terminal(argv) as terminal:
        by = Keyboard(terminal)
        by.wait_for("Who has the key of the gate?")
        by.press("replay_pause", "space", "‖ held")
        by.press("replay_step", ".", "I have it, come to the kiosk")
        by.press("replay_faster", ")", "replay ×2")
        by.press("replay_slower", "(", "replay ×1")
        by.press("replay_time", "=", "go to time")
        by.type("100%\r", "Nine links")
        for key in ("]", ";"):
            by.press("replay_peak_after", key, "This recording has no peak.")
            by.press("density", "v", "This recording has no peak.", gone=True)
        for key in ("[", ","):
            by.press("replay_peak_before", key, "This recording has no peak.")
            by.press("density", "v", "This recording has no peak.", gone=True)
        by.leave("close", "q")

    every = {(one.id, key) for one in ACTIONS if one.scope is Scope.REPLAY for key in one.keys}
    assert every <= by.pressed


def test_ctrl_q_quits_while_one_types(file: Path) -> None:
    with on_a_terminal(file) as by:
        by.press("filter", "/", "━━ / filters 1 #fair")
        by.leave("quit", "ctrl+q")
