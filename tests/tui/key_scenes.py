"""For every action of the registry small scenes in which its keys do what its words promise.

A scene is what was done before, and the words that the key brings onto the screen or takes from it. A key in `ready`
and `then` that is the id of an action is pressed by whatever key that action has; anything else is pressed as it is.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from rich.color import ColorSystem

from hashtui.archive import in_memory
from hashtui.clock import HandClock
from hashtui.config.keys import keys_of
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind, Post
from tests.posts import post, sighting
from tests.tui.bursts import hour_with
from tests.tui.desks import OnDesk, desk, rules
from tests.tui.searched import found
from tests.tui.test_filtering_keys import by
from tests.tui.test_picture_strip import Ready

RULES = rules(hide={"robots": "from:@bot@*"}, highlight={"fires": "fire"})
NEWEST, SECOND, OLDEST = ("▌ Post number 29", "▌ Post number 28", "▌ Post number 0")
LINKS = 9


def rich(number: int) -> Post:
    """A post with nine links and a sensitive picture, changed by its author."""
    words = " ".join(f"link{n}" for n in range(1, LINKS + 1))
    spans = tuple(
        Span(words.index(f"link{n}"), words.index(f"link{n}") + 5, Role.LINK, clean_line(f"https://link.example/{n}"))
        for n in range(1, LINKS + 1)
    )
    one = post(number)
    picture = Media(MediaKind.IMAGE, clean_line("https://files.example/1.png"), clean_text("A cat"))
    return replace(
        one,
        body=Body(clean_text(words), spans),
        media=(picture,),
        sensitive=True,
        edited_at=one.created_at + timedelta(minutes=1),
    )


@dataclass(frozen=True, slots=True)
class Scene:
    """A dashboard at 80x24 with thirty posts in #capcomnet, one of them hidden and one in #paris20 that matters."""

    appears: str = ""
    """On the screen after the key and not before; `{key}` stands for the key itself."""
    goes: str = ""
    """On the screen before the key and not after."""
    ready: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    """Typed after the key."""
    panes: tuple[str, ...] = ("#capcomnet", "#paris20")
    newest: Post | None = None
    """One more post, the newest of all."""
    meanwhile: Post | None = None
    """A post that comes after what was done before."""
    size: tuple[int, int] = (80, 24)
    pictures: bool = False
    peaks: bool = False
    """The pane has two peaks, and has found them."""
    archive: bool = False
    """What is heard is kept in memory."""
    ends: bool = False
    """The program ends."""

    @asynccontextmanager
    async def played(self, keys: Mapping[str, tuple[str, ...]] | None = None) -> AsyncIterator[OnDesk]:
        """The dashboard as it is when the key is to be pressed, with these keys in place of the usual ones."""
        pictures = Ready() if self.pictures else None
        archive, changed = in_memory(HandClock()) if self.archive else None, dict(keys or {})
        async with desk(
            *self.panes, size=self.size, rules=RULES, pictures=pictures, keys=changed, archive=archive
        ) as on:
            if pictures is not None:
                on.app.console._color_system = ColorSystem.TRUECOLOR
            fill(on, self)
            await on.read_together()
            if archive is not None:
                await archive.flush()
            await on.press(*keys_for(self.ready, keys))
            await found(on)
            if self.meanwhile is not None:
                on.hear(self.meanwhile)
                await on.look()
            yield on
        if archive is not None:
            archive.close()


def keys_for(steps: Sequence[str], keys: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """The keys to press for these steps."""
    in_force = keys_of(keys or {})
    return [in_force[step][0] if step in in_force else step for step in steps]


def in_a_post(appears: str, *ready: str, then: tuple[str, ...] = (), goes: str = "", pictures: bool = False) -> Scene:
    """The rich post is open."""
    return Scene(appears, goes, ("post_down", "open_post", *ready), then, newest=rich(50), pictures=pictures)


def in_picks(appears: str, *ready: str, then: tuple[str, ...] = (), goes: str = "") -> Scene:
    """Two posts are picked, and the picks are shown."""
    return Scene(appears, goes, ("post_down", "pick", "post_down", "pick", "picks", *ready), then)


def in_a_search(appears: str, *ready: str, then: tuple[str, ...] = (), goes: str = "") -> Scene:
    """Ten posts are found, the newest is selected."""
    return Scene(appears, goes, ("search", *'"number 1"', "enter", *ready), then, archive=True)


WARNED = replace(post(55, "A secret"), content_warning=clean_text("spoiler"))
NINE_PANES = tuple(f"Number{n} = #p{n}" for n in range(1, 10))
SCENES: dict[str, tuple[Scene, ...]] = {
    "pane_left": (
        Scene("▸ 1 #capcomnet", ready=("pane_right",)),
        Scene("▸ 2 #b", ready=("3",), panes=("#a", "#b", "#c")),
    ),
    "pane_right": (Scene("▸ 2 #paris20"), Scene("▸ 3 #c", ready=("2",), panes=("#a", "#b", "#c"))),
    "pane_next": (Scene("▸ 2 #paris20"),),
    "pane_previous": (Scene("▸ 1 #capcomnet", ready=("pane_right",)),),
    "pane_number": (Scene("▸ {key} Number{key}", panes=NINE_PANES, ready=("pane_previous",)),),
    "post_up": (Scene(NEWEST, SECOND, ("post_down", "post_down")),),
    "post_down": (Scene(SECOND, NEWEST, ("post_down",)),),
    "page_up": (Scene(goes=OLDEST, appears="▌ Post number 8", ready=("oldest",)),),
    "page_down": (
        Scene("▌ Post number 20", NEWEST, ("post_down",)),
        Scene("1 older post came.", ready=("oldest",)),
    ),
    "half_up": (Scene("▌ Post number 4", OLDEST, ("oldest",)),),
    "half_down": (Scene("▌ Post number 24", NEWEST, ("post_down",)),),
    "newest": (Scene(NEWEST, OLDEST, ("oldest",)),),
    "oldest": (Scene(OLDEST, NEWEST, ("post_down",)),),
    "open_post": (
        Scene("#capcomnet › post", ready=("post_down",)),
        Scene("A secret", "(Enter unfolds)", ("post_down",), ("leave",), newest=WARNED),
    ),
    "browser": (
        Scene("copied by the terminal: https://social.example/@ana/29", ready=("post_down",)),
        in_a_post("copied by the terminal: https://social.example/@ana/50"),
    ),
    "copy_link": (
        Scene("Copied by the terminal: https://social.example/@ana/29", ready=("post_down",)),
        in_a_post("Copied by the terminal: https://social.example/@ana/50"),
    ),
    "copy_text": (
        Scene("Copied by the terminal: Post number 29", ready=("post_down",)),
        in_a_post("Copied by the terminal: link1 link2"),
    ),
    "follow": (Scene("━━ following", "━━ reading", ("post_down",)), Scene(NEWEST, "━━ following")),
    "back": (Scene(NEWEST, OLDEST, ("post_down", "oldest")), Scene("▸ 1 #capcomnet", ready=("next_matters",))),
    "next_unseen": (Scene("▌ Late", ready=("seen", "post_down"), meanwhile=post(99, "Late", minutes=2.5)),),
    "next_matters": (Scene("▸ 2 #paris20", NEWEST, ("post_down",)),),
    "peak_before": (
        Scene("peak 2 of 2 · 12:52 ", peaks=True),
        Scene("peak 1 of 2 · 12:40 ", ready=("peak_before",), peaks=True),
    ),
    "peak_after": (Scene("peak 2 of 2 · 12:52 ", ready=("peak_before", "peak_before"), peaks=True),),
    "filter": (Scene("/ number 17 1 of 30", "Post number 29", then=(*"number 17", "enter")),),
    "relief": (
        Scene("known+ · 31 hidden", "Post number 29"),
        Scene("All posts, whoever wrote them", "trusted ·", ("relief", "relief", "relief")),
    ),
    "hidden": (
        Scene("hidden by “robots” · Beep", "1 hidden │"),
        Scene("1 hidden │", "hidden by “robots” · Beep", ("hidden",)),
    ),
    "pick": (
        Scene("Picked @ana@social.example, 1 pick · u undoes", ready=("post_down",)),
        Scene("No longer picked: @ana@social.example · u undoes", "¶ 12:29", ("post_down", "pick")),
        in_a_post("Picked @ana@social.example, 1 pick · u undoes"),
        in_picks("No longer picked: @ana@social.example · u undoes", goes="1 of 2"),
    ),
    "export": (
        Scene("File: capcomnet-2026-11-21.epub"),
        Scene("the picks", ready=("post_down", "pick")),
    ),
    "search": (
        Scene("hashtui › search", archive=True),
        Scene("there is nothing to search"),
        in_a_search("Enter to the posts", goes="b best first"),
    ),
    "search_order": (in_a_search("11 posts · best first", goes="11 posts · newest first"),),
    "search_in_pane": (in_a_search("▸ 1 #capcomnet", goes="› search"),),
    "picks": (
        Scene("hashtui › picks", ready=("post_down", "pick")),
        Scene("Nothing is picked yet."),
        in_picks("▸ 1 #capcomnet", goes="› picks"),
    ),
    "pick_up": (in_picks("▌ 1 ", "post_down", goes="▌ 2 "),),
    "pick_down": (in_picks("▌ 2 ", goes="▌ 1 "),),
    "pick_chapter": (in_picks("A chapter of 2 picks: “Noon”", then=(*"Noon", "enter")),),
    "pick_caption": (in_picks("caption Here", then=(*"Here", "enter")),),
    "pick_note": (in_picks("note Ask", then=(*"Ask", "enter")),),
    "pick_permission": (
        in_picks("Permission: asked · u undoes · Copied by the terminal: the request"),
        in_picks("● granted", "pick_permission", goes="◐ asked"),
    ),
    "pick_decide": (in_picks("Its author has not deleted it: there is nothing to decide."),),
    "pick_remove": (in_picks("1 of 1", goes="1 of 2"),),
    "mute": (
        Scene("Muted @ana@social.example · u undoes", "Post number 29", ("post_down",)),
        Scene("No longer muted: @ana@social.example", "× Ana", ("post_down", "mute", "hidden", "newest", "post_down")),
        in_a_post("Muted @ana@social.example · u undoes"),
    ),
    "trust": (
        Scene("3 sure 2 usual 1 to follow 0 none", ready=("post_down",)),
        Scene("Trusted @ana@social.example, usual · u undoes", ready=("post_down",), then=("2",)),
        in_a_post("Trusted @ana@social.example, sure · u undoes", then=("3",)),
        in_a_post("Trusted @ana@social.example, to follow", "author", then=("1",)),
    ),
    "why": (
        Scene("#capcomnet › trust", ready=("post_down",)),
        Scene("▸ 1 #capcomnet", "› trust", ("post_down", "why")),
        in_a_post("› post › trust"),
        in_a_post("› person › trust", "author"),
    ),
    "undo": (
        Scene("Undone: trusted @ana@social.example, usual", "★ Ana", ("post_down", "trust", "2")),
        Scene("Undone: muted @ana@social.example", "31 hidden", ("post_down", "mute")),
        Scene("Post number 29", ready=("filter", "1", "7", "enter")),
        Scene("▸ 1 #capcomnet", ready=("pane_close",)),
        Scene("Undone: 30 posts marked as seen", "u undoes", ("seen",)),
        Scene("No longer picked: @ana@social.example", "¶ 12:29", ("post_down", "pick")),
        in_picks("Picked again: @ana@social.example", "pick_remove", goes="1 of 1"),
        Scene("2 #paris20", "▸ 2 #capcomnet", ("move_right",)),
        in_a_post("Undone: as it was before.", "mute"),
    ),
    "seen": (
        Scene("30 posts marked as seen · u undoes", "• Ana P."),
        Scene("30 posts marked as seen · u undoes", "catch up", ("catch_up",)),
    ),
    "density": (
        Scene("Density: full"),
        Scene("Density: line", ready=("density",)),
        Scene("Density: short", ready=("density", "density")),
    ),
    "pane_add": (Scene("▸ 3 #bread", then=(*"bread", "enter")),),
    "pane_edit": (Scene("▸ 1 #capcomnet -#spam", then=(*" -#spam", "enter")),),
    "pane_close": (Scene("▸ 1 #paris20", "#capcomnet ●"),),
    "move_left": (Scene("▸ 1 #paris20", ready=("pane_right",)),),
    "move_right": (Scene("▸ 2 #capcomnet"),),
    "zoom": (Scene("‹1› 2 #paris20 1 new", "2 #paris20 ● live"), Scene("2 #paris20 ● live", "‹1›", ("zoom",))),
    "widen": (Scene("━" * 50, size=(120, 24)),),
    "narrow": (Scene(goes="━" * 50, ready=("widen",), size=(120, 24)),),
    "sources": (Scene("hashtui › sources"),),
    "summary": (
        Scene("#capcomnet › summary"),
        Scene("▸ 1 #capcomnet", "› summary", ("summary",)),
    ),
    "summary_all": (Scene("all panes › summary"), Scene("▸ 1 #capcomnet", "› summary", ("summary_all",))),
    "catch_up": (
        Scene("#capcomnet › catch up", meanwhile=post(99, "Later")),
        Scene("▸ 1 #capcomnet", "› catch up", ("catch_up",)),
        Scene("every post here was seen.", ready=("seen",)),
    ),
    "link": (in_a_post("the terminal: https://link.example/{key}"),),
    "versions": (in_a_post("› what changed"),),
    "author": (in_a_post("› person"),),
    "note": (in_a_post("your note: met in Lyon", then=(*"met in Lyon", "enter", "leave")),),
    "picture": (in_a_post("█", pictures=True), in_a_post("Pictures are off: [look] pictures = true")),
    "raw": (in_a_post('"key": "https://social.example/users/ana/statuses/50"'),),
    "refresh": (Scene("31 posts", "30 posts", ("summary",), meanwhile=post(99, "Later")),),
    "sensitivity": (
        Scene("Peaks here: sensitive · u undoes"),
        Scene("Peaks here: calm · u undoes", ready=("sensitivity",)),
        Scene("Peaks: sensitive.", ready=("summary",)),
        Scene("Peaks: calm.", ready=("summary", "sensitivity")),
    ),
    "help": (Scene("hashtui › keys"), in_a_post("hashtui › keys")),
    "commands": (Scene("Search for commands…"), in_a_post("Search for commands…")),
    "close": (
        Scene(ends=True),
        Scene("▸ 1 #capcomnet", "› keys", ("help",)),
        Scene("▸ 1 #capcomnet", "› sources", ("sources",)),
        Scene("▸ 1 #capcomnet", "› summary", ("summary",)),
        in_a_post("▸ 1 #capcomnet"),
        in_a_post("A person", "author", goes="› person"),
    ),
    "leave": (
        Scene("Post number 29", "/ 17", ("filter", "1", "7", "enter")),
        Scene("2 #paris20 ● live", "‹1›", ("zoom",)),
        Scene("━━ following", "━━ reading", ("post_down",)),
        Scene("▸ 1 #capcomnet", "› keys", ("help",)),
        Scene("▸ 1 #capcomnet", "› summary", ("summary",)),
        Scene("Enter open", "Enter keep", ("filter",)),
        Scene("▸ 1 #capcomnet", "Which hashtags", ("pane_add",)),
    ),
    "quit": (Scene(ends=True), Scene(ends=True, ready=("help",)), Scene(ends=True, ready=("filter",))),
}


def fill(on: OnDesk, scene: Scene) -> None:
    """What has come before the reader does anything."""
    on.source.pages = [sighting(post(500, minutes=-10), held=True)]
    on.hear(by("bot", 46, "Beep"), by("org", 45, "Fire drill", tags=("paris20",)))
    on.hear(*(post(number) for number in range(30)))
    if scene.peaks:
        on.hear(*hour_with((40, "wagon Sésame"), (52, "prix Garance")))
    if scene.newest is not None:
        on.hear(scene.newest)
