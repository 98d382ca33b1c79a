"""Posts that do not behave: out of order, twice, changed too often, from no time that can be."""

from datetime import UTC, datetime, timedelta

from tests.chaos.faults.table import FAULTS
from tests.chaos.script import Action
from tests.chaos.town import Town
from tests.chaos.world import Json


def _tag(action: Action) -> list[str]:
    return [action.number("tag", "a")]


@FAULTS.at_time
async def edit_before_create(action: Action, town: Town) -> None:
    """The edit is heard before the post."""
    post = town.publish("as it was", _tag(action), stream=False)
    town.edit(post.id, "as it is")
    town.tell(post, "update")


@FAULTS.at_time
async def delete_before_create(action: Action, town: Town) -> None:
    """The deletion is heard first, and the post does not stand."""
    post = town.publish("gone before it came", _tag(action), stream=False)
    town.delete(post.id)
    town.tell(post, "update")


@FAULTS.at_time
async def delete_then_update(action: Action, town: Town) -> None:
    """An edit comes after the deletion."""
    post = town.publish("here for a moment", _tag(action))
    town.delete(post.id)
    town.tell(post, "status.update")


@FAULTS.at_time
async def delete_foreign(action: Action, town: Town) -> None:
    """The deletion of an id never seen."""
    post = town.publish("never shown", _tag(action), stream=False)
    town.delete(post.id)


@FAULTS.at_time
async def edit_storm(action: Action, town: Town) -> None:
    """One post, edited again and again."""
    post = town.publish("version 0", _tag(action))
    for n in range(1, action.number("count", 1000)):
        town.edit(post.id, f"version {n}")


@FAULTS.at_time
async def id_reuse(action: Action, town: Town) -> None:
    """Another text under an id already used."""
    post = town.publish("the first text", _tag(action))
    town.publish("the second text", _tag(action), post_id=post.id, uri=post.uri)


@FAULTS.at_time
async def id_order_broken(action: Action, town: Town) -> None:
    """Newer posts with smaller ids."""
    for n in range(action.number("count", 5)):
        town.publish(f"out of order {n}", _tag(action), post_id=str(10**15 - n))


@FAULTS.at_time
async def created_at_future(action: Action, town: Town) -> None:
    """From next year."""
    town.publish("from the future", _tag(action), created_at=town.now() + timedelta(days=365))


@FAULTS.at_time
async def created_at_year0(action: Action, town: Town) -> None:
    """From a year that is none, from the first one, and from no time at all."""
    for moment in ("0000-01-01T00:00:00.000Z", "0001-01-01T00:00:00+14:00", "yesterday", ""):
        _odd(town, action, f"from {moment!r}", created_at=moment)
    town.publish("from long ago", _tag(action), created_at=datetime(1970, 1, 1, tzinfo=UTC), stream=False)


@FAULTS.at_time
async def boost_of_unknown(action: Action, town: Town) -> None:
    """Somebody passes on a post nobody has seen."""
    inner = town.publish("passed on", _tag(action), stream=False, must_archive=False)
    _odd(town, action, "", reblog=town.world.status(inner), content="")


@FAULTS.at_time
async def cw_toggle(action: Action, town: Town) -> None:
    """A content warning comes with an edit, and goes with the next."""
    post = town.publish("about the ending", _tag(action))
    for warning in ("the ending", ""):
        post.extra.update({"spoiler_text": warning, "sensitive": bool(warning)})
        town.edit(post.id, "about the ending")


@FAULTS.at_time
async def poll_attached(action: Action, town: Town) -> None:
    """A poll, with votes that are hidden."""
    options: list[Json] = [{"title": "tea", "votes_count": None}, {"title": "coffee", "votes_count": 3}]
    poll: Json = {"id": "1", "expires_at": None, "expired": False, "multiple": False, "votes_count": 3}
    town.publish("tea or coffee?", _tag(action), extra={"poll": poll | {"voters_count": None, "options": options}})


@FAULTS.at_time
async def media_10_000(action: Action, town: Town) -> None:
    """More pictures than anybody attaches."""
    picture: Json = {"id": "1", "type": "image", "url": None, "preview_url": None, "description": "a hall"}
    town.publish("an album", _tag(action), extra={"media_attachments": [picture] * action.number("count", 10_000)})


@FAULTS.at_time
async def mention_self_loop(action: Action, town: Town) -> None:
    """A post that answers itself and names its author."""
    made = town.publish("talking to myself", _tag(action), author="jo", stream=False)
    account = town.world.account("jo")
    mention = {k: account[k] for k in ("id", "username", "acct", "url")}
    made.extra.update({"in_reply_to_id": made.id, "mentions": [mention]})
    town.tell(made, "update")


@FAULTS.at_time
async def tag_case_variants(action: Action, town: Town) -> None:
    """The same tag in several spellings, in one post and over several."""
    tag = _tag(action)[0]
    town.publish("all at once", [tag.lower(), tag.upper(), tag.title()])
    for spelled in (tag.lower(), tag.upper(), tag.title()):
        town.publish(f"spelled {spelled}", [spelled])


@FAULTS.at_time
async def private_visibility_in_public_stream(action: Action, town: Town) -> None:
    """A post that was not for us."""
    _odd(town, action, "for my friends only", visibility="private")


@FAULTS.at_time
async def account_suspended_midway(action: Action, town: Town) -> None:
    """Everything somebody said goes at once."""
    author = action.number("author", "jo")
    for post in [p for p in town.world.posts.values() if p.author == author]:
        town.delete(post.id)


def _odd(town: Town, action: Action, text: str, **fields: object) -> None:
    """A post with fields as no server should send them; nobody is asked to keep it."""
    town.publish(text, _tag(action), extra=dict(fields), must_archive=False)
