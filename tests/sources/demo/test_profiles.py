"""What the made-up people's profiles say."""

from hashtui.post.post import Network
from hashtui.sources.demo.simulate import simulate


def test_profiles_are_the_same_again_and_say_what_their_network_knows() -> None:
    events = [simulate(20, minutes=30) for _ in range(2)]

    first, again = ([heard.post.author for heard in event.heard if hasattr(heard, "post")] for event in events)

    assert first == again
    assert all(one.posts is not None and one.since is not None and one.following is not None for one in first)
    assert any(one.fields for one in first)


def test_a_verified_link_is_a_verified_field() -> None:
    posts = [heard.post for heard in simulate(20, minutes=120).heard if hasattr(heard, "post")]

    for post in posts:
        assert tuple(one.url for one in post.author.fields if one.verified) == post.author.verified
        assert not post.author.fields or post.network is Network.MASTODON
    assert any(post.author.verified for post in posts)
