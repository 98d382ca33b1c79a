"""The Bluesky source over a Jetstream on paper: what is told of what comes."""

from hashtui.post.sighting import State
from tests.sources.bluesky.jetstream_on_paper import (
    Scene,
    said,
    uri,
)
from tests.sources.listening import listening


async def test_posts_with_a_followed_tag_are_told_as_they_come_and_nothing_else() -> None:
    scene = Scene()
    async with listening(scene.source, scene.clock) as ear:
        scene.wire.put(said(1), said(2, "nothing to see"), said(3, "another #b", "b"), said(4, "plain #A too"))
        await ear.wind()

        assert ear.texts == ["number 1 #a", "plain #A too"]
        assert ear.sightings[0].source == "jetstream+wss://jet.example/subscribe"
        assert ear.sightings[0].local_id == ear.sightings[0].post.key == uri(1)
        assert not any(s.held or s.asked for s in ear.sightings)
        assert ear.states == [State.LIVE]
