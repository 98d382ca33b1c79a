"""The posts in the public form, a JSON object a line, with a README of its fields: open data that can be read back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from hashtui.anthology.anthology import Anthology, Leaf
from hashtui.anthology.fields import fields_readme
from hashtui.post.json import BOOST, EDITED, POST, STATUS, boost_object, gap_object, json_line, post_object
from hashtui.post.sighting import Admitted, Change, Sighting
from hashtui.reading.entry import Entry

_RANKS = {POST: 0, EDITED: 1, BOOST: 2, STATUS: 3}


def write_jsonl(anthology: Anthology) -> Mapping[str, bytes]:
    """The lines and the README, by their suffixes. Lines stand in the order of hearing, to the millisecond."""
    told = chain(_states(anthology), map(boost_object, anthology.boosts), map(gap_object, anthology.gaps))
    lines = sorted((_order(one), f"{json_line(one)}\n") for one in told)
    return {
        "jsonl": "".join(line for _, line in lines).encode("utf-8"),
        "README.md": fields_readme(anthology).encode("utf-8"),
    }


def _order(told: Mapping[str, object]) -> tuple[str, str, int, str, str]:
    """Only by what is written, so that what was read back is written in the same order."""
    event, by = str(told["event"]), told.get("by")
    who = str(by.get("key")) if isinstance(by, dict) else ""
    began = str(told["since"] if event == STATUS else told["created_at"])
    what = str(told["source"] if event == STATUS else told["key"])
    return str(told["received_at"]), began, _RANKS[event], what, str(told.get("edited_at") or "") + who


def _states(anthology: Anthology) -> Iterator[Mapping[str, object]]:
    for leaf in anthology.leaves:
        former = anthology.former.get(leaf.entry.key, ())
        for number, entry in enumerate(former):
            yield _object(leaf, entry, EDITED if number else POST)
        yield _object(leaf, leaf.entry, EDITED if former else POST)


def _object(leaf: Leaf, entry: Entry, event: str) -> Mapping[str, object]:
    """That state. Whom the maker trusts is nobody else's business: `trust` is null."""
    post, heard_at = entry.post, entry.received_at
    if entry is leaf.entry:
        heard_at = leaf.heard_at or heard_at
        post = post if leaf.counts is None else replace(post, counts=leaf.counts)
    sighting = Sighting(post, entry.source, heard_at)
    admitted = Admitted(Change.POST, sighting, entry.tags, entry.sources, sighting)
    return post_object(admitted, event=event, panes=leaf.panes)
