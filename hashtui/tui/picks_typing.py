"""What is typed of picks: titles of chapters, captions, notes."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key

from hashtui.anthology.picks import LONGEST_CHAPTER, LONGEST_TEXT, Picks
from hashtui.post.pick import Pick
from hashtui.tui.field import Field
from hashtui.tui.foot import Foot
from hashtui.tui.key_names import bindings_of
from hashtui.tui.line_field import LineField
from hashtui.tui.picks_page import PicksPage
from hashtui.tui.sheet import counted

NOTHING = "Nothing is picked yet."
Tell = Callable[[Picks, str, str], Picks]
"""The picks with these words on the one of that key."""


class PicksTyping(PicksPage):
    """The field is for the pick that was selected when it opened. Enter keeps what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("pick_chapter", "pick_caption", "pick_note")]
    _keep: Callable[[str], str] | None = None
    """What becomes of the text in the field."""

    def opens_field(self, event: Key) -> bool:
        """Whether that key opens or leaves a field: what is typed next is for what comes then."""
        if self.is_typing:
            return event.key in ("enter", "escape")
        openers = ("pick_chapter", "pick_caption", "pick_note", "export")
        keys = [key for one in openers for key in self.ground.keys.get(one, ())]
        return self.pick is not None and (event.key in keys or event.character in keys)

    def with_pick(self, do: Callable[[Pick], str]) -> None:
        """Do something with the selected pick, and say what."""
        pick = self.pick
        self.tell(NOTHING if pick is None else do(pick))
        self.lay()

    def act(self, words: str, picks: Picks) -> str:
        """Have these picks; what to say of it, with how to undo it."""
        if picks == self.picking.picks:
            return words
        said = self.picking.act(words, picks)
        undo = self.label("undo")
        return f"{said} · {undo} undoes" if undo else said

    def action_pick_chapter(self) -> None:
        """Begin a chapter here, or give this one another title."""
        pick = self.pick
        if pick is None:
            self.tell(NOTHING)
            return
        first = next(one for one in self.picking.picks if one.chapter == pick.chapter)
        value = pick.chapter if first.key == pick.key else ""

        def keep(text: str) -> str:
            picks = self.picking.picks.divided(pick.key, text)
            return self.act(_chaptered(self.picking.picks, picks, pick), picks)

        self._open_field("Chapter:", value, LONGEST_CHAPTER, "a new title begins here; one there is takes it in", keep)

    def action_pick_caption(self) -> None:
        """What stands under it in the anthology."""
        said = "" if self.pick is None else self.pick.caption or ""
        self._ask_words("Caption:", said, "stands under it in the anthology", "The caption is", Picks.with_caption)

    def action_pick_note(self) -> None:
        """For oneself alone."""
        said = "" if self.pick is None else self.pick.note or ""
        self._ask_words("Note:", said, "for yourself alone", "Your note is", Picks.with_note)

    def _ask_words(self, prompt: str, said: str, placeholder: str, it_is: str, tell: Tell) -> None:
        """Ask what is to be said of the selected pick; nothing takes away what was."""
        pick = self.pick
        if pick is None:
            self.tell(NOTHING)
            return

        def keep(text: str) -> str:
            return self.act(f"{it_is} {'kept' if text else 'taken away'}", tell(self.picking.picks, pick.key, text))

        self._open_field(prompt, said, LONGEST_TEXT, placeholder, keep)

    def _open_field(self, prompt: str, value: str, most: int, placeholder: str, keep: Callable[[str], str]) -> None:
        self._keep = keep
        self.query_one(LineField).ask(prompt, " ".join(value.split()), most, placeholder)
        self.query_one(Foot).offer(self.hints())
        self.refresh_bindings()

    def on_line_field_kept(self, message: LineField.Kept) -> None:
        """What was typed is said from now on."""
        message.stop()
        keep, self._keep = self._keep, None
        if keep is not None:
            self.tell(keep(message.text))
        self.lay()
        self.show_chosen()

    def on_field_full(self, message: Field.Full) -> None:
        """More was pasted than there is room for."""
        message.stop()
        self.tell(message.words)


def _chaptered(before: Picks, now: Picks, pick: Pick) -> str:
    """What became of the chapters."""
    title = now.picks[now.place(pick.key)].chapter
    if not title:
        return "The chapter is taken away"
    size = counted(sum(one.chapter == title for one in now), "pick")
    is_known = any(one.chapter == title for one in before)
    return f"In “{title}”, {size}" if is_known else f"A chapter of {size}: “{title}”"
