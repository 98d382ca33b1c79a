"""Every action a key can ask for: its id, its keys and its words as data. The tui gives them bodies.

The one registry behind the key bindings, the footer, the help, the command palette, `[keys]` in the configuration
and the table in the README. A row exists when the action works.
"""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where an action's keys are heard. Keys must differ inside a scope and from those of ANYWHERE."""

    ANYWHERE = "anywhere"
    DECK = "panes"
    POST = "post"
    SUMMARY = "summary"
    PICKS = "picks"
    SEARCH = "search"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do. `keys` are names as Textual and people write them: `space`, `ctrl+u`, `G`, `<`."""

    id: str
    keys: tuple[str, ...]
    short: str
    """One or two words for the footer and the palette's title."""
    words: str
    """One sentence for the help."""
    scope: Scope = Scope.DECK
    footer: int = 0
    """Its rank in the footer, 1 first; 0: not shown there."""
    footer_key: str = ""
    """How the footer writes its keys when that is shorter than the first key: `↑↓`."""


ACTIONS: tuple[Action, ...] = (
    Action(
        "pane_left",
        ("left", "h"),
        "pane left",
        "go to the pane on the left; turns the page at the edge",
        footer=1,
        footer_key="←→",
    ),
    Action("pane_right", ("right", "l"), "pane right", "go to the pane on the right; turns the page at the edge"),
    Action("pane_next", ("tab",), "next pane", "go to the next pane"),
    Action("pane_previous", ("shift+tab",), "previous pane", "go to the pane before"),
    Action("pane_number", tuple("123456789"), "pane by number", "go to the pane with that number"),
    Action("post_up", ("up", "k"), "newer post", "select the post above", footer=2, footer_key="↑↓"),
    Action("post_down", ("down", "j"), "older post", "select the post below"),
    Action("page_up", ("pageup",), "page up", "a page towards the newest"),
    Action(
        "page_down",
        ("pagedown",),
        "page down",
        "a page towards the oldest; at the end, asks the servers for older posts",
    ),
    Action("half_up", ("ctrl+u",), "half a page up", "half a page towards the newest"),
    Action("half_down", ("ctrl+d",), "half a page down", "half a page towards the oldest"),
    Action("newest", ("g",), "newest", "select the newest post"),
    Action("oldest", ("G",), "oldest", "select the oldest post"),
    Action(
        "open_post", ("enter",), "open", "read the post with its thread, pictures' descriptions and links", footer=3
    ),
    Action("browser", ("o",), "browser", "open the post in the browser; over SSH, show and copy its link"),
    Action("copy_link", ("y",), "copy link", "copy the post's link"),
    Action("copy_text", ("Y",), "copy text", "copy the post's text"),
    Action(
        "follow",
        ("space",),
        "follow or hold",
        "follow from the newest; while following: hold, with the newest selected",
        footer=10,
    ),
    Action("back", ("backspace",), "back", "go back to where you were before a jump, also to another pane"),
    Action(
        "next_unseen",
        ("n",),
        "next unseen",
        "go to the next post not seen yet in this pane, wherever it stands",
        footer=6,
    ),
    Action(
        "next_matters",
        ("N",),
        "what matters, anywhere",
        "go to the next unseen post by somebody you trust, or that a highlight or an alert is for, in any pane",
        footer=8,
    ),
    Action(
        "peak_before",
        ("[", ","),
        "peak before",
        "go to the top of the peak before, and say what it was about; while following, of the last",
    ),
    Action("peak_after", ("]", ";"), "peak after", "go to the top of the peak after"),
    Action(
        "sensitivity",
        ("%",),
        "sensitivity",
        "how little makes a peak in this pane: calm, normal, sensitive; the same key in its summary",
    ),
    Action("filter", ("/",), "filter", "show only what passes a filter, while you type it", footer=4),
    Action(
        "relief",
        ("f",),
        "only trusted",
        "show only posts by people who are known, then vouched for, then trusted, then all again",
        footer=8,
    ),
    Action("hidden", ("H",), "hidden posts", "show what is hidden here, dimmed, and which rule hides it", footer=13),
    Action(
        "summary",
        ("s",),
        "summary",
        "what the pane's posts come to: peaks, what to keep, topics, people, links, warnings",
        footer=5,
    ),
    Action("summary_all", ("S",), "summary of all", "the same of all panes together"),
    Action(
        "catch_up",
        ("c",),
        "catch up",
        "what came since you looked at the pane last, in classes, oldest first",
        footer=12,
    ),
    Action(
        "pick",
        ("p",),
        "pick",
        "pick the post for an anthology, or no longer; in posts and lists of posts too",
        footer=13,
    ),
    Action("picks", ("P",), "picks", "what you picked: order, chapters, captions, permissions"),
    Action("mute", ("m",), "mute", "mute who wrote the post, in every pane; on a muted one, take that back", footer=14),
    Action(
        "trust",
        ("t",),
        "trust",
        "say how far you trust who wrote the post: asks 3 sure, 2 usual, 1 to follow, 0 none",
        footer=18,
    ),
    Action("why", ("T",), "why this trust", "why its author is trusted, vouched for or unknown, and by whom"),
    Action(
        "export",
        ("E",),
        "export",
        "write what the pane shows, or what you picked, into a file: a book, a page, Markdown, a table, open data",
        footer=19,
    ),
    Action("search", ("F",), "search", "search everything that is kept, in the language of the filters", footer=20),
    Action(
        "undo",
        ("u",),
        "undo",
        "take back the last mute, trust, filter, close, seen, move, pick or new rules; again: the one before",
    ),
    Action("seen", ("A",), "all seen", "mark every post of the pane as seen", footer=11),
    Action("density", ("v",), "density", "one line a post, short, or full", footer=9),
    Action("pane_add", ("a",), "add pane", "add a pane: choose tags", footer=7),
    Action("pane_edit", ("e",), "edit pane", "change what the pane asks for"),
    Action("pane_close", ("x",), "close pane", "close the pane"),
    Action("move_left", ("<",), "move left", "move the pane to the left"),
    Action("move_right", (">",), "move right", "move the pane to the right"),
    Action("zoom", ("z",), "zoom", "show this pane alone, and back", footer=6),
    Action("widen", ("+",), "widen", "give the pane more columns"),
    Action("narrow", ("-",), "narrow", "give the pane fewer columns"),
    Action(
        "sources", ("i",), "sources", "how each source is: state, last heard, requests left, errors in words", footer=15
    ),
    Action("link", tuple("123456789"), "open link", "open the link with that number", Scope.POST),
    Action(
        "versions",
        ("v",),
        "what changed",
        "what the open post said before it was edited, with what changed marked",
        Scope.POST,
    ),
    Action(
        "author",
        ("A",),
        "person",
        "who wrote the open post: profile, what they said here, your note on them",
        Scope.POST,
    ),
    Action("note", ("e",), "note", "your note on the author of the open post, for yourself alone", Scope.POST),
    Action("picture", ("I",), "picture", "the open post's next picture, or one marked as sensitive", Scope.POST),
    Action("raw", ("R",), "JSON", "the open post as JSON, as hashtui keeps it", Scope.POST),
    Action("refresh", ("r",), "refresh", "sum up again, with what came since", Scope.SUMMARY),
    Action("pick_up", ("K",), "move up", "move the pick up, over the border of a chapter too", Scope.PICKS),
    Action("pick_down", ("J",), "move down", "move the pick down", Scope.PICKS),
    Action(
        "pick_chapter",
        ("a",),
        "chapter",
        "begin a chapter at the pick, give its chapter another title, or put it into one there is",
        Scope.PICKS,
    ),
    Action("pick_caption", ("e",), "caption", "what stands under the pick in the anthology", Scope.PICKS),
    Action("pick_note", ("n",), "note", "your note on the pick, for yourself alone", Scope.PICKS),
    Action(
        "pick_permission",
        ("r",),
        "permission",
        "not asked, asked, granted, refused; when asked, the request to its author is shown and copied",
        Scope.PICKS,
    ),
    Action(
        "pick_decide",
        ("d",),
        "decide",
        "of a pick that its author deleted: keep it all the same, or drop it",
        Scope.PICKS,
    ),
    Action("pick_remove", ("x",), "remove", "take the pick out; so does the key that picks", Scope.PICKS),
    Action("search_order", ("b",), "best first", "of what was found, the best first, or the newest", Scope.SEARCH),
    Action(
        "search_in_pane",
        ("l",),
        "in its pane",
        "go to the post in the pane that follows its tag; posts before it are read back from the archive",
        Scope.SEARCH,
    ),
    Action("replay_pause", ("space",), "pause", "hold the time, or let it run again", Scope.REPLAY),
    Action("replay_slower", ("(",), "slower", "play slower, down to as it happened", Scope.REPLAY),
    Action("replay_faster", (")",), "faster", "play faster, up to without any waiting", Scope.REPLAY),
    Action("replay_step", (".",), "step", "hold, and go to the next thing that was heard", Scope.REPLAY),
    Action(
        "replay_time",
        ("=",),
        "go to a time",
        "go to a time: 14:32, +10m, -1h, 50%; what came before it is there then, and nothing of what came after",
        Scope.REPLAY,
    ),
    Action("replay_peak_before", ("[", ","), "peak before", "go back to where the peak before began", Scope.REPLAY),
    Action("replay_peak_after", ("]", ";"), "peak after", "go on to where the next peak begins", Scope.REPLAY),
    Action("help", ("?",), "keys", "this list", Scope.ANYWHERE, footer=16),
    Action(
        "commands", (":", "ctrl+p"), "commands", "every command by name, and the last notice", Scope.ANYWHERE, footer=12
    ),
    Action("close", ("q",), "quit", "close the view; on the panes, quit", Scope.ANYWHERE, footer=17),
    Action(
        "leave",
        ("escape",),
        "leave",
        "leave the topmost thing: field, view, filter, zoom, hold; never the program",
        Scope.ANYWHERE,
    ),
    Action("quit", ("ctrl+q",), "quit", "quit from anywhere", Scope.ANYWHERE),
)
"""In the order of the help."""


def action(action_id: str) -> Action:
    """The action of that id; KeyError when there is none."""
    return _BY_ID[action_id]


_BY_ID = {a.id: a for a in ACTIONS}
