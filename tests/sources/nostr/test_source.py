"""A relay as a source: what is asked of it, what is told, and what becomes of trouble."""

from tests.sources.listening import listening
from tests.sources.nostr.paper_relay import Scene, note


async def test_what_a_relay_holds_is_told_oldest_first_and_then_what_comes() -> None:
    scene = Scene()
    scene.relay.publish(note(-10), note(-30), note(-20))

    async with listening(scene.source, scene.clock) as ear:
        scene.relay.publish(note(0, "fresh #a"))
        await ear.wind()

        assert ear.texts == ["number -30 #a", "number -20 #a", "number -10 #a", "fresh #a"]
        assert [s.held for s in ear.sightings] == [True, True, True, False]
