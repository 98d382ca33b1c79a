"""What was picked: put in order and in chapters, told what it is, and its authors asked."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key

from hashtui.anthology.asking import ask
from hashtui.post.pick import IfDeleted, Permission, Pick
from hashtui.reading.entry import Entry
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.line_field import LineField
from hashtui.tui.lore import Ground, Hands, Lore
from hashtui.tui.picking import DECISIONS, NEXT_PERMISSION, Picking, as_entry
from hashtui.tui.picks_typing import NOTHING, PicksTyping
from hashtui.tui.reader import ReaderView

Export = Callable[[Callable[[str], None]], None]
"""Asks how to write picks into a file; what is given is told what came of it."""


class PicksView(PicksTyping):
    """What one does with picks. It is in force and written at once, and can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("open_post", "browser", "copy_link", "copy_text", "undo", "pick", "picks", "export"),
        *bindings_of("pick_up", "pick_down"),
        *bindings_of("pick_permission", "pick_decide", "pick_remove"),
    ]

    def __init__(
        self,
        picking: Picking,
        *,
        ground: Ground,
        lore: Lore,
        hands: Hands,
        read: Callable[[Entry, Sequence[str]], ReaderView],
        place: str,
        export: Export,
    ) -> None:
        """`read` makes the view of a post; `place` is where picks are kept, empty: nowhere."""
        super().__init__(picking, ground=ground, lore=lore, hands=hands, place=place)
        self._read, self._export = read, export
        self._asking: str | None = None
        """Of which pick it is asked whether to keep it."""

    def on_key(self, event: Key) -> None:
        """An answer to the question, else the number of a link."""
        key, self._asking = self._asking, None
        if key is None:
            if not self.is_typing:
                super().on_key(event)
            return
        self.query_one(Foot).fall_silent()
        answer = event.character or event.key
        if answer in DECISIONS:
            self._decide(key, DECISIONS[answer])
        elif event.key == "escape":
            self.tell("Nothing was changed.")
        else:
            return
        event.stop()
        event.prevent_default()

    def action_pick_up(self) -> None:
        self._move(-1, "This is the first pick.")

    def action_pick_down(self) -> None:
        self._move(1, "This is the last pick.")

    def _move(self, step: int, otherwise: str) -> None:
        pick = self.pick
        if pick is None:
            self.tell(NOTHING)
            return
        moved = self.picking.picks.stepped(pick.key, step)
        if moved == self.picking.picks:
            self.tell(otherwise)
            return
        self.moved = True
        now = moved.picks[moved.place(pick.key)]
        where = f", in “{now.chapter}”" if now.chapter and now.chapter != pick.chapter else ""
        self.tell(self.act(f"Moved to {moved.place(pick.key) + 1} of {len(moved)}{where}", moved))
        self.chosen_key = pick.key
        self.lay()
        self.show_chosen()

    def action_pick_permission(self) -> None:
        """The next of the four; when the author was asked, the request to post is copied."""
        self.with_pick(self._next_permission)
        self.show_chosen()

    def _next_permission(self, pick: Pick) -> str:
        permission = NEXT_PERMISSION[pick.permission]
        picks = self.picking.picks.with_permission(pick.key, permission, self.ground.clock.now())
        said = self.act(f"Permission: {permission.value}", picks)
        if permission is not Permission.ASKED:
            return said
        copied = self.ground.opener.copy(ask(pick, self.ground.zone), "the request to its author")
        return f"{said} · {copied}"

    def action_pick_decide(self) -> None:
        """Ask what is to become of a pick that its author deleted."""
        pick = self.pick
        if pick is None or pick.deleted_at is None:
            self.tell(NOTHING if pick is None else "Its author has not deleted it: there is nothing to decide.")
            return
        self._asking = pick.key
        who = pick.post.author.handle
        self.query_one(Foot).ask(lambda _width: f"{who} deleted it: k keep it, d drop it, Esc later")

    def _decide(self, key: str, decision: IfDeleted) -> None:
        words = "Kept all the same" if decision is IfDeleted.KEEP else "Dropped"
        if key in self.picking.keys:
            self.tell(self.act(words, self.picking.picks.with_decision(key, decision)))
        self.lay()

    def action_pick_remove(self) -> None:
        self.with_pick(self._remove)

    def _remove(self, pick: Pick) -> str:
        who = pick.post.author.handle
        return self.act(f"No longer picked: {who}", self.picking.picks.without([pick.key]))

    def action_pick(self) -> None:
        """The key that picked it takes it out."""
        self.action_pick_remove()

    def action_undo(self) -> None:
        before = frozenset(self.picking.keys)
        self.tell(self.hands.undo())
        back = next((pick for pick in self.picking.picks if pick.key not in before), None)
        if back is not None:
            self.chosen_key = back.key
        self.lay()
        if back is not None:
            self.show_chosen()

    def action_open_post(self) -> None:
        """Read it in a view of its own, as it is now; when it is out of sight, show it first."""
        pick = self.pick
        if pick is None or not self.places:
            self.tell(NOTHING)
        elif self.places[self.chosen].start > self.page.last_seen or self.chosen_row < 0:
            self.show_chosen()
        else:
            self.app.push_screen(self._read(self.lore.state_of(pick.key) or as_entry(pick), ("picks",)))

    def action_export(self) -> None:
        """Write them into a file."""
        if self.picking.picks:
            self._export(self.tell)
        else:
            self.tell(NOTHING)

    def action_browser(self) -> None:
        self.with_pick(lambda pick: self.ground.opener.open(pick.latest.url or pick.key))

    def action_copy_link(self) -> None:
        """The request where it is shown, else the link."""
        zone, copy = self.ground.zone, self.ground.opener.copy
        asked = Permission.ASKED
        self.with_pick(lambda pick: copy(ask(pick, zone) if pick.permission is asked else pick.latest.url or pick.key))

    def action_copy_text(self) -> None:
        gone = "Its author deleted it: there is no text to copy."
        copy = self.ground.opener.copy
        self.with_pick(lambda pick: copy(pick.latest.body.text) if pick.deleted_at is None else gone)

    def open_link(self, number: int) -> None:
        def opened(pick: Pick) -> str:
            links = pick.latest.body.links if pick.deleted_at is None else ()
            none = f"There is no link [{number}] in this post."
            return self.ground.opener.open(links[number - 1]) if number <= len(links) else none

        self.with_pick(opened)

    def action_picks(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave the field without keeping what was typed; then the view."""
        field = self.query_one(LineField)
        if field.is_open:
            field.close()
            self.query_one(Foot).offer(self.hints())
            self.put_cursor()
        else:
            self.dismiss(None)

    def hints(self) -> Hints:
        if self.is_typing:
            return ((("keep",), "keep"), (("leave",), "leave"))
        pick = self.pick
        if pick is None:
            return ((("picks", "leave"), "back"),)
        asked = pick.permission is Permission.ASKED
        decide = ((("pick_decide",), "decide"),) if pick.deleted_at is not None else ()
        return (
            (("post_up", "post_down"), "pick"),
            *decide,
            (("pick_down", "pick_up"), "move"),
            (("pick_chapter",), "chapter"),
            (("pick_caption",), "caption"),
            (("pick_permission",), "permission"),
            (("open_post",), "open"),
            (("pick_note",), "note"),
            (("copy_link",), "copy request" if asked else "copy link"),
            (("export",), "export"),
            (("pick_remove",), "remove"),
            (("undo",), "undo"),
            (("leave",), "back"),
        )
