"""A summary as sentences on `--plain`: section by section, everything that posts stand behind by a number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashtui.cli.plain.words import (
    BESIDE,
    LEAST_USUAL,
    Speech,
    closed,
    counted,
    cut,
    one_line,
    spoken_span,
    times_usual,
    voices,
)
from hashtui.post.clean import shown_url
from hashtui.reading.standing import Level, Standing
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import (
    Correction,
    Person,
    Question,
    Resonance,
    SharedLink,
    Summary,
    Thing,
    Told,
    Wave,
)
from hashtui.tui.languages import language_name
from hashtui.tui.summary_moments import Moment, moments_of

MOST = 8
"""So many topics, people, links and questions are told."""
UNKNOWN_LANGUAGE = "?"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing of a summary."""

    words: str
    keys: tuple[str, ...] = ()
    """The posts behind it, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together. It is never empty."""

    heading: str
    """`people`, as it is announced."""
    sentences: tuple[Sentence, ...]


def headline(summary: Summary, label: str, speech: Speech) -> str:
    """Of what, from when to when, and how much there is."""
    counts = summary.counts
    named = (
        (counts.replies, "reply", "replies"),
        (counts.boosts, "boost", "boosts"),
        (counts.with_media, "with media", "with media"),
        (counts.with_links, "with links", "with links"),
        (counts.hidden, "hidden", "hidden"),
    )
    much = [counted(counts.posts, "post"), counted(counts.authors, "author")]
    much += [counted(number, one, many) for number, one, many in named if number]
    stretch = f"from {speech.when(summary.since)} to {speech.when(summary.until)}"
    return f"Summary of {label}, {stretch}: {', '.join(much)}."


def sections(summary: Summary, speech: Speech) -> tuple[Section, ...]:
    """All that have something to say, peaks first: their numbers are those of the peaks on the screen."""
    moments = moments_of(summary.peaks)
    parts: tuple[tuple[str, Iterable[Sentence]], ...] = (
        ("peaks", (_peak(moment, summary, speech) for moment in moments)),
        ("what was said" if summary.notable else "the post that says most", _digest(summary, moments, speech)),
        ("topics", (Sentence(f"{one.label}, {_people(one.authors)}.", one.keys) for one in summary.topics[:MOST])),
        ("people", map(_person, summary.people[:MOST])),
        ("links", map(_link, summary.links[:MOST])),
        ("in several tags at once", (_resonance(one, speech) for one in summary.resonance)),
        ("corrections", (_correction(one, speech) for one in summary.corrections)),
        ("questions nobody answered", _questions(summary, speech)),
        ("what was left out or weighed down", _warnings(summary, speech)),
        ("languages", _languages(summary.languages)),
    )
    made = ((heading, tuple(sentences)) for heading, sentences in parts)
    return tuple(Section(heading, sentences) for heading, sentences in made if sentences)


def _peak(moment: Moment, summary: Summary, speech: Speech) -> Sentence:
    end = max(peak.end for peak in moment.peaks)
    lasted = spoken_span(end - moment.start)
    going = any(peak.is_open for peak in moment.peaks)
    when = f"Since {speech.when(moment.start)}, going on" if going else f"{_at(moment.start, speech)}, for {lasted}"
    tags = [str(peak.tag) for peak in moment.peaks if peak.tag is not None]
    where = f", in {_listed(tags)}" if len(summary.tags) > 1 and tags else ""
    usual = max(peak.usual for peak in moment.peaks)
    pieces = [*moment.label, *_voices(moment), *([times_usual(usual)] if usual >= LEAST_USUAL else [])]
    picked = [told.key for told in summary.digest if told.peak in moment.peaks]
    return Sentence(closed(f"{when}{where}: {', '.join(pieces)}"), tuple(dict.fromkeys([*picked, *moment.keys])))


def _voices(moment: Moment) -> tuple[str, ...]:
    """`31 voices`, `9 trusted`; of several tags each by itself, for who speaks in two of them is no two people."""
    if len(moment.peaks) == 1:
        return voices(moment.best.authors, moment.best.trusted)
    said = f"{_listed(str(one.authors) for one in moment.peaks)} voices"
    trusted = f"{_listed(str(one.trusted) for one in moment.peaks)} trusted"
    return (said, trusted) if any(one.trusted for one in moment.peaks) else (said,)


def _digest(summary: Summary, moments: tuple[Moment, ...], speech: Speech) -> Iterator[Sentence]:
    numbers: dict[Peak | None, int] = {peak: moment.number for moment in moments for peak in moment.peaks}
    corrected = {one.key: one for one in summary.corrections}
    for told in summary.digest:
        said = [f"{_at(told.created_at, speech)}, {_who(told.name, told.handle, told.standing)}: {_text(told)}"]
        peak = f"peak {numbers[told.peak]}" if told.peak in numbers else ""
        said.append(reasons(peak, told.voices, told.boosters))
        correction = corrected.get(told.corrected_by or "")
        if correction is not None:
            said.append(closed(f"Corrected by {correction.handle} {speech.at(correction.created_at)}"))
        yield Sentence(" ".join(filter(None, said)), (told.key,))


def reasons(peak: str, telling: int, boosters: int = 0) -> str:
    """Why a post was picked: `Peak 3, 12 voices, 4 boosters.`; empty when there is nothing to say of it."""
    said = [peak] if peak else []
    if telling > 1:
        said.append(counted(telling, "voice"))
    if boosters:
        said.append(counted(boosters, "booster"))
    words = ", ".join(said)
    return closed(f"{words[:1].upper()}{words[1:]}") if words else ""


def _text(told: Told) -> str:
    if told.warning is not None:
        return closed(f"content warning, {one_line(told.warning)}")
    return closed(cut(one_line(told.text), BESIDE))


def _person(person: Person) -> Sentence:
    pieces = [f"named by {_people(person.mentioned)}"] if person.mentioned else []
    pieces.append(counted(person.posts, "post"))
    if person.followers is not None:
        pieces.append(counted(person.followers, "follower"))
    name = f"{person.name}, {person.handle}" if person.name else str(person.handle)
    level = "" if person.standing.level is Level.UNKNOWN else f", {person.standing.level.word}"
    return Sentence(f"{name}{level}: {', '.join(pieces)}.", person.keys)


def _link(link: SharedLink) -> Sentence:
    posts = f" in {counted(link.posts, 'post')}" if link.posts != link.sharers else ""
    return Sentence(f"{shown_url(link.url)}, shared by {_people(link.sharers)}{posts}.", link.keys)


def _resonance(one: Resonance, speech: Speech) -> Sentence:
    what = shown_url(one.what) if one.kind is Thing.LINK else one.what
    if one.kind is Thing.POST:
        what = f"A post by {one.by}" if one.by else "A post"
    tags = _listed([str(tag) for tag in one.tags])
    said = f": {cut(one_line(one.text), BESIDE)}" if one.text else ""
    return Sentence(
        closed(f"{what}, in {tags} {speech.at(one.at)}, {_listed(map(str, one.voices))} voices{said}"), one.keys
    )


def _correction(one: Correction, speech: Speech) -> Sentence:
    said = f": {cut(one_line(one.text), BESIDE)}" if one.text else ""
    wrong = f"Corrects {one.wrong_handle}: {cut(one_line(one.wrong_text), BESIDE)}" if one.wrong_text else ""
    lines = [closed(f"{_at(one.created_at, speech)}, {one.handle}{said}"), *([closed(wrong)] if wrong else [])]
    return Sentence(" ".join(lines), tuple(dict.fromkeys((one.key, one.corrects, *one.keys))))


def _questions(summary: Summary, speech: Speech) -> Iterator[Sentence]:
    asked = [one for one in summary.questions if one.rank < MOST]
    for one in asked:
        waits = spoken_span(timedelta(seconds=max(60, one.waiting_seconds)))
        yield Sentence(f"{one.handle}, waiting for {waits}: {_question(one)}", (one.key,))
    if len(summary.questions) > len(asked):
        yield Sentence(f"And {len(summary.questions) - len(asked)} more.")


def _question(one: Question) -> str:
    if one.warning is not None:
        return closed(f"content warning, {one_line(one.warning)}")
    return closed(cut(one_line(one.text), BESIDE))


def _warnings(summary: Summary, speech: Speech) -> Iterator[Sentence]:
    yield from (_wave(wave, speech) for wave in summary.waves)
    for handle in summary.chatty:
        yield Sentence(f"{handle} talked without pause: their posts weigh less.")


def _wave(wave: Wave, speech: Speech) -> Sentence:
    accounts = counted(wave.authors, "unknown account")
    span = spoken_span(max(timedelta(minutes=1), wave.end - wave.start))
    words = f"{counted(wave.posts, 'near-identical post')} by {accounts} within {span}, not counted."
    return Sentence(f"{_at(wave.start, speech)}, {words}", wave.keys)


def _languages(languages: Mapping[str, int]) -> Iterator[Sentence]:
    total = sum(languages.values())
    shares = []
    for code, count in languages.items():
        name = "not said" if code == UNKNOWN_LANGUAGE else language_name(code)
        share = round(100 * count / total)
        shares.append(f"{name} {share} per cent" if share else f"{name} less than one per cent")
    if shares:
        yield Sentence(f"{', '.join(shares)}.")


def _who(name: str, handle: str, standing: Standing) -> str:
    """The name with the level, or of one who is unknown the whole address."""
    if standing.level <= Level.UNKNOWN:
        level = "" if standing.level is Level.UNKNOWN else f", {standing.level.word}"
        return f"{f'{name}, {handle}' if name else handle}{level}"
    return f"{name or handle}, {standing.level.word}"


def _at(moment: datetime, speech: Speech) -> str:
    """At the beginning of a sentence."""
    said = speech.at(moment)
    return f"{said[:1].upper()}{said[1:]}"


def _people(count: int) -> str:
    return counted(count, "person", "people")


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
