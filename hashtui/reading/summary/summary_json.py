"""The public form of a summary: one JSON object, described by `summary.schema.json` beside this module."""

from importlib.resources import files

import msgspec

from hashtui.post.json import time_text
from hashtui.post.tag import Tag
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import Counts, Person, Summary, Told
from hashtui.reading.trust import in_words

SCHEMA = 1
"""Within one number keys are only added."""


def summary_object(summary: Summary) -> dict[str, object]:
    """Everything a program wants to know. Equal summaries give equal objects, their keys in this order."""
    return {
        "schema": SCHEMA,
        "panes": list(summary.panes),
        "since": time_text(summary.since),
        "until": time_text(summary.until),
        "counts": _counts(summary.counts),
        "bin_seconds": summary.bin_seconds,
        "rate": [
            {"tag": _tag(one.tag), "start": time_text(one.start), "posts": one.posts, "authors": one.authors}
            for one in summary.rate
        ],
        "peaks": [_peak(peak) for peak in summary.peaks],
        "digest": [_told(told) for told in summary.digest],
        "topics": [
            {"label": topic.label, "authors": topic.authors, "keys": list(topic.keys)} for topic in summary.topics
        ],
        "words": [{"word": word.word, "authors": word.authors, "score": word.score} for word in summary.words],
        "people": [_person(person) for person in summary.people],
        "links": [{"url": link.url, "sharers": link.sharers, "posts": link.posts} for link in summary.links],
        "resonance": [
            {
                "tags": [tag.name for tag in one.tags],
                "kind": one.kind.value,
                "what": one.what,
                "at": time_text(one.at),
                "voices": list(one.voices),
            }
            for one in summary.resonance
        ],
        "corrections": [{"key": one.key, "corrects": one.corrects} for one in summary.corrections],
        "waves": [
            {"start": time_text(wave.start), "posts": wave.posts, "authors": wave.authors, "sample": wave.sample}
            for wave in summary.waves
        ],
        "questions": [{"key": one.key, "waiting_seconds": one.waiting_seconds} for one in summary.questions],
        "languages": dict(summary.languages),
    }


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) that every object made here fulfils."""
    text = files("hashtui.reading.summary").joinpath("summary.schema.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, object])


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "posts": counts.posts,
        "authors": counts.authors,
        "replies": counts.replies,
        "boosts": counts.boosts,
        "with_media": counts.with_media,
        "with_links": counts.with_links,
        "hidden": counts.hidden,
    }


def _peak(peak: Peak) -> dict[str, object]:
    return {
        "tag": _tag(peak.tag),
        "start": time_text(peak.start),
        "top": time_text(peak.top),
        "end": time_text(peak.end),
        "posts": peak.posts,
        "authors": peak.writers,
        "score": peak.score,
        "words": list(peak.label),
        "keys": list(peak.keys),
    }


def _told(told: Told) -> dict[str, object]:
    return {
        "key": told.key,
        "created_at": time_text(told.created_at),
        "author": told.handle,
        "text": told.text,
        "why": told.why,
        "corrected_by": told.corrected_by,
    }


def _person(person: Person) -> dict[str, object]:
    return {
        "handle": person.handle,
        "posts": person.posts,
        "mentioned": person.mentioned,
        "trust": person.standing.level.word,
        "why": in_words(person.standing),
    }


def _tag(tag: Tag | None) -> str | None:
    return None if tag is None else tag.name
