"""Every action of the registry does on the screen what its words promise, by each of its keys and by any other."""

from collections.abc import Mapping, Sequence

import pytest

from hashtui.config.actions import ACTIONS, Scope
from hashtui.config.keys import keys_of
from hashtui.config.reader import read_config
from hashtui.tui.key_names import NUMBERED, keys_label
from hashtui.tui.page import Page
from tests.tui.desks import OnDesk, desk
from tests.tui.key_scenes import SCENES, Scene, keys_for
from tests.tui.searched import found

Keys = Mapping[str, tuple[str, ...]]
USUAL = keys_of({})
OTHER, OTHER_NINE = "W", tuple("BCDLMOQUV")
"""Keys that no action has."""
ON_DESKS = [one for one in ACTIONS if one.scope is not Scope.REPLAY]
"""Those of a replay are played in tests/tui/test_replay_screen.py: there is none on these desks."""
PLAYED = [
    pytest.param(one.id, scene, keys, id=f"{one.id}-{number}-{keys_label(keys)}")
    for one in ON_DESKS
    for number, scene in enumerate(SCENES.get(one.id, ()))
    for keys in ([one.keys] if one.id in NUMBERED else [(key,) for key in one.keys[: None if number == 0 else 1]])
]
"""Each action's first scene by each of its keys, its other scenes by its first key."""


def screen(on: OnDesk) -> str:
    """All words on the screen, one blank between them."""
    return " ".join(" ".join(on.rows()).split())


async def see_it_work(on: OnDesk, scene: Scene, keys: Sequence[str], in_force: Keys) -> None:
    """Press these keys one after the other, and see after each what is promised."""
    for number, key in enumerate(keys, 1):
        appears, before = scene.appears.replace("{key}", str(number)), screen(on)
        await on.press(key, *keys_for(scene.then, in_force))
        await found(on)
        after = screen(on)

        assert not appears or (appears not in before and appears in after), "\n".join(on.rows())
        assert not scene.goes or (scene.goes in before and scene.goes not in after), "\n".join(on.rows())
        assert on.app.return_code == (0 if scene.ends else None)


@pytest.mark.parametrize(("action_id", "scene", "keys"), PLAYED)
async def test_a_key_does_what_its_words_promise(action_id: str, scene: Scene, keys: tuple[str, ...]) -> None:
    async with scene.played() as on:
        await see_it_work(on, scene, keys, USUAL)


@pytest.mark.parametrize("action_id", [one.id for one in ON_DESKS])
async def test_an_action_answers_to_the_keys_of_the_configuration_and_no_longer_to_its_own(action_id: str) -> None:
    scene, own = SCENES[action_id][0], USUAL[action_id]
    given = OTHER_NINE if action_id in NUMBERED else (OTHER,)
    told = read_config(f"[keys]\n{action_id} = {list(given)}", "config.toml")
    async with scene.played(told.config.keys) as on:
        for key in own[:3]:
            await on.press(key)
        by_its_own = screen(on)
        assert on.app.return_code is None
        assert not scene.appears or scene.appears.replace("{key}", "1") not in by_its_own
        assert not scene.goes or scene.goes in by_its_own

        await see_it_work(on, scene, given, keys_of(told.config.keys))

    assert told.complaints == ()


def test_no_action_is_without_a_scene_and_no_scene_without_its_action() -> None:
    promised = [(one, bool(scene.appears or scene.goes or scene.ends)) for one in SCENES for scene in SCENES[one]]

    assert sorted(SCENES) == sorted(one.id for one in ON_DESKS)
    assert [action_id for action_id, scenes in SCENES.items() if not scenes] == []
    assert [action_id for action_id, has_promise in promised if not has_promise] == []


@pytest.mark.parametrize("changed", [{}, {"follow": ("L",), "zoom": ("Z", "ctrl+t"), "raw": ()}])
async def test_the_help_lists_all_and_only_the_actions_with_the_keys_in_force(changed: Keys) -> None:
    async with desk("#a", size=(119, 50), keys=dict(changed)) as on:
        await on.press("?")
        lines = on.app.screen.query_one("#page", Page).text.split("\n")

    views = next(number for number, line in enumerate(lines) if line == " In a post")
    told = lines[: lines.index(" Shapes")] + lines[views : lines.index(" Filter")]
    listed = " ".join(" ".join(told).split())
    titles = {
        Scope.DECK: "Panes and posts",
        Scope.ANYWHERE: "Anywhere",
        Scope.POST: "In a post",
        Scope.SUMMARY: "In a summary",
        Scope.PICKS: "In your picks",
        Scope.SEARCH: "In a search",
    }
    wanted = []
    for scope, title in titles.items():
        actions = [(keys_of(changed)[one.id], one.words) for one in ACTIONS if one.scope is scope]
        wanted += [title, *(f"{keys_label(keys)} {words}" for keys, words in actions if keys)]
    assert listed == " ".join(wanted)
