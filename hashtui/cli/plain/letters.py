"""What a line typed on `--plain` asks for: the keys of the deck as letters and words, out of the one registry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from hashtui.cli.plain.words import closed
from hashtui.config.actions import ACTIONS, Action, Scope
from hashtui.post.clean import clean_line

NEXT = "next_unseen"
"""What Enter does on an empty line."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An action that a line can ask for, and what it does here."""

    id: str
    words: str
    takes: str = ""
    """What may stand after its letter; empty: nothing."""


SPOKEN: tuple[Spoken, ...] = (
    Spoken("next_unseen", "the next post not heard yet; Enter on an empty line does the same"),
    Spoken("next_matters", "the next that matters, in any pane"),
    Spoken("post_down", "the older post"),
    Spoken("post_up", "the newer post"),
    Spoken("newest", "the newest post"),
    Spoken("oldest", "the oldest post"),
    Spoken("page_down", "ask the servers for older posts"),
    Spoken("back", "back to where you were before a jump"),
    Spoken("open_post", "this post whole, a content warning opened, with its thread"),
    Spoken("density", "more or less of each post"),
    Spoken("browser", "this post in the browser", "the number of a link"),
    Spoken("copy_link", "copy the link of this post", "the number of a link"),
    Spoken("copy_text", "copy the words of this post"),
    Spoken("author", "who wrote this post: their profile, your note, what they said here"),
    Spoken("note", "your note on them, for yourself alone", "the words"),
    Spoken("versions", "what this post said before it was edited"),
    Spoken("pane_number", "the pane with that number"),
    Spoken("pane_left", "the pane before"),
    Spoken("pane_right", "the pane after"),
    Spoken("filter", "only the posts of this pane that match; alone, all again", "an expression"),
    Spoken("hidden", "hidden posts too, or no longer"),
    Spoken("pick", "pick this post for an anthology, or no longer"),
    Spoken("picks", "what you picked, in its order and chapters"),
    Spoken("export", "write this pane, or what you picked, into a file", "its name, which ends in the form: day.epub"),
    Spoken("mute", "mute the author of this post"),
    Spoken("trust", "how far you trust the author", "3 sure, 2 usual, 1 to follow, 0 none"),
    Spoken("why", "why the author is trusted, vouched for or unknown"),
    Spoken("relief", "only known authors, then those vouched for, then trusted, then all"),
    Spoken(
        "summary",
        "what the posts of this pane come to, part by part: Enter or the same letter goes on",
        "a number of it, for the posts behind that",
    ),
    Spoken("summary_all", "the same of all panes together", "a number of it"),
    Spoken("catch_up", "what came since you were here, in classes, then the posts worth it: Enter goes on"),
    Spoken("peak_before", "the peak before: what it was about, and the post nearest to its top"),
    Spoken("peak_after", "the peak after"),
    Spoken("sensitivity", "how little makes a peak in this pane: calm, normal, sensitive"),
    Spoken("seen", "count every post of this pane as heard"),
    Spoken("undo", "take back the last thing that can be taken back"),
    Spoken("pane_add", "add a pane", "#tag"),
    Spoken("pane_edit", "change what this pane asks for", "an expression"),
    Spoken("pane_close", "close this pane"),
    Spoken("move_left", "this pane one place to the front"),
    Spoken("move_right", "this pane one place to the back"),
    Spoken("sources", "how each source is"),
    Spoken("help", "these letters"),
    Spoken("commands", "do what is called so", "a name, as `: undo`"),
    Spoken("close", "quit; so does the end of input, Ctrl-D"),
)
"""In the order of the help. What is about the screen alone, width or order of drawing, is not among them."""

ALSO = {
    "next": "next_unseen", "more": "open_post", "close": "pane_close", "exit": "close", "bye": "close",
    "letters": "help", "who": "author",
}  # fmt: skip
"""Words people try."""
WORDS = ("up", "down", "left", "right", "enter", "pageup", "pagedown", "home", "end", "backspace", "tab", "space")
"""Names of keys that are understood when they are written out."""
_SIGNS = {
    "?": "question mark", ":": "colon", "/": "slash", "<": "less than", ">": "greater than", "*": "star",
    "[": "left bracket", "]": "right bracket", ",": "comma", ";": "semicolon", "%": "per cent",
}  # fmt: skip
_SENT = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[B": "down", "\x1bOB": "down", "\x1b[C": "right", "\x1bOC": "right",
    "\x1b[D": "left", "\x1bOD": "left", "\x1b[5~": "pageup", "\x1b[6~": "pagedown", "\t": "tab",
}  # fmt: skip
"""What a terminal sends for keys that write nothing, when nobody but the line hears them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An action, with what stood after its letter; of `pane_number` the number."""

    id: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a line asks for nothing, in one sentence."""

    words: str


class Letters:
    """The letters and words in force."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """`keys` as the person has them, by action."""
        known = {action.id: action for action in ACTIONS}
        self._spoken = tuple(one for one in SPOKEN if one.id in known)
        # On the dashboard the keys of an open post mean something else on the panes: here these go by their names.
        self._keys = {
            one.id: () if known[one.id].scope is Scope.POST else _typed(keys.get(one.id, ())) for one in self._spoken
        }
        self._letters = {
            key: (one, number)
            for one in self._spoken
            for number, key in enumerate(self._keys[one.id], 1)
            if len(key) == 1
        }
        self._names = dict(_names(self._spoken, known, self._keys))
        self._titles = {one.id: known[one.id].short for one in self._spoken}
        self._elsewhere = dict(_elsewhere(known, keys, {one.id for one in self._spoken}))

    def read(self, line: str) -> Asked | NotUnderstood:
        """What the line asks for."""
        text = clean_line(_SENT.get(line.strip(" \r\n"), line))
        if not text:
            return Asked(NEXT)
        named = self._names.get(text.casefold())
        if named is not None:
            return Asked(named)
        for one in self._spoken:
            title = f"{self._titles[one.id]} ".casefold()
            if one.takes and text.casefold().startswith(title):
                return Asked(one.id, clean_line(text[len(title) :]))
        if text[0] not in self._letters:
            return self._unknown(text)
        spoken, number = self._letters[text[0]]
        rest = clean_line(text[1:])
        if spoken.id == "pane_number":
            return Asked("pane_number", str(number)) if not rest else NotUnderstood(f"There is no pane {text}.")
        if spoken.id == "commands" and rest:
            return self._by_name(rest)
        if not rest:
            return Asked(spoken.id)
        runs_on = text[1].isalnum() and text[0].isalnum()
        if spoken.takes and not runs_on:
            return Asked(spoken.id, rest)
        if runs_on:
            return self._unknown(text)
        return NotUnderstood(f"{text[0]}, {self._titles[spoken.id]}, takes nothing after it.")

    def say(self, action_id: str) -> str:
        """What to type for an action: its letter, else its name; empty when it is not spoken."""
        keys = self._keys.get(action_id)
        if keys is None:
            return ""
        return next((key for key in keys if len(key) == 1), self._titles[action_id])

    def help(self) -> tuple[str, ...]:
        """Every letter with what it does, one a line."""
        lines = []
        for one in self._spoken:
            letters = [key for key in self._keys[one.id] if len(key) == 1]
            words = [key for key in self._keys[one.id] if key in ("up", "down", "left", "right")]
            if one.id == "pane_number":
                letters = [f"{letters[0]} to {letters[-1]}"] if letters else []
            shown = " or ".join(map(_spelled, [*letters, *words])) or self._titles[one.id]
            after = f" (after it: {one.takes})" if one.takes else ""
            lines.append(closed(f"{shown}: {one.words}{after}"))
        return tuple(lines)

    def _by_name(self, name: str) -> Asked | NotUnderstood:
        if name in self._letters:
            return self.read(name)
        wanted = name.casefold()
        begun = sorted({action for known, action in self._names.items() if known.startswith(wanted)})
        if wanted in self._names or len(begun) == 1:
            return Asked(self._names.get(wanted, begun[0]))
        if begun:
            return NotUnderstood(f"{name} may be {', '.join(sorted(self._titles[one] for one in begun))}.")
        return self._unknown(name)

    def _unknown(self, text: str) -> NotUnderstood:
        if text in self._elsewhere:
            title = self._elsewhere[text]
            return NotUnderstood(f"{text}, {title}, is about the screen and does nothing here.")
        other = text.swapcase()
        if len(text) == 1 and other in self._letters:
            return NotUnderstood(f"There is no letter {text}; {other} is {self._titles[self._letters[other][0].id]}.")
        near = get_close_matches(text.casefold(), self._names, n=1, cutoff=0.6)
        help_ = self.say("help")
        ask = f"{help_} tells the letters" if help_ else "Enter is the next post"
        what = f"letter {text}" if len(text) == 1 else f'"{text[:40]}"'
        if not near and len(text) > 1:
            near = [name for name in self._names if name.startswith(text[0].casefold())][:1]
        if not near:
            return NotUnderstood(f"There is no {what} here; {ask}.")
        letter = self.say(self._names[near[0]])
        how = f"{near[0]}, which is {letter}" if letter != near[0] else near[0]
        return NotUnderstood(f"There is no {what} here; the nearest is {how}.")


def _spelled(key: str) -> str:
    """A letter as it can be told from others when it is spoken."""
    if len(key) == 1 and key.isupper():
        return f"{key} (capital)"
    return f"{key} ({_SIGNS[key]})" if key in _SIGNS else key


def _typed(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those that can be written on a line."""
    return tuple(key for key in keys if (len(key) == 1 and key.isprintable() and key != " ") or key in WORDS)


def _names(
    spoken: tuple[Spoken, ...], known: Mapping[str, Action], keys: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Words that are understood as a whole line, the weakest first."""
    for word, action_id in ALSO.items():
        if action_id in keys:
            yield word, action_id
    for one in spoken:
        if one.id != "pane_number":
            if one.id != "close":  # what is called so on the dashboard closes a view; there is none here
                yield one.id.replace("_", " "), one.id
            yield known[one.id].short.casefold(), one.id
        for key in keys[one.id]:
            if len(key) > 1:
                yield key, one.id


def _elsewhere(
    known: Mapping[str, Action], keys: Mapping[str, tuple[str, ...]], spoken: set[str]
) -> Iterator[tuple[str, str]]:
    """Keys that do something on the screen only, with the name of that."""
    for action in known.values():
        if action.scope is not Scope.POST and action.id not in spoken:
            for key in keys.get(action.id, ()):
                yield key, action.short
