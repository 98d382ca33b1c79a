"""A summary laid out to be read, as sections of lines; forms only draw them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo

from hashtui.post.body import Role
from hashtui.reading.summary import summary_words as words
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import Correction, Person, Summary, Thing, Told

MOST_PEOPLE = 8
MOST_LINKS = 8
MOST_QUESTIONS = 5
SAME_LABEL = 2
"""Peaks of several tags at one time that share so many words are one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line."""

    text: str
    url: str | None = None
    """Where they lead; None when they are only words."""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section."""

    pieces: tuple[Piece, ...]
    listed: bool = True
    """It is one of a list; else a paragraph."""
    notes: tuple[tuple[Piece, ...], ...] = ()
    """What is said below it, in smaller words."""
    url: str | None = None
    """Where the post stands that it tells; its first piece may lead there."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading."""

    heading: str
    lines: tuple[Line, ...]


def sections(summary: Summary, zone: tzinfo | None = None) -> Iterator[Section]:
    """All that have something to say, in the order of reading. What was said stands there even when it is nothing."""
    parts = (
        ("Peaks", _peaks(summary, zone)),
        ("What was said", _digest(summary, zone)),
        ("Topics", _topics(summary)),
        ("People", map(_person, summary.people[:MOST_PEOPLE])),
        ("Links", _links(summary)),
        ("In several tags at once", _resonance(summary, zone)),
        ("Corrections", (_correction(correction, zone) for correction in summary.corrections)),
        ("Questions nobody answered", _questions(summary, zone)),
        ("Left out or weighed down", _warnings(summary, zone)),
        ("Languages", _languages(summary)),
    )
    for heading, lines in parts:
        if content := tuple(lines):
            yield Section(heading, content)


def _plain(*texts: str, notes: tuple[tuple[Piece, ...], ...] = (), listed: bool = True) -> Line:
    return Line(tuple(map(Piece, texts)), listed, notes)


def _peaks(summary: Summary, zone: tzinfo | None) -> Iterator[Line]:
    for day, peaks in words.by_day(_together(summary.peaks), lambda peaks: peaks[0].start, zone):
        if day:
            yield _plain(day, listed=False)
        peak = max(peaks, key=lambda one: one.authors)
        tags = " ".join(str(one.tag) for one in peaks if one.tag) if len(summary.tags) > 1 else ""
        label = (Piece(words.peak_label(peak), strong=True), Piece(" · ")) if peak.label else ()
        at = f"{words.clock(peaks[0].start, zone)} +{words.peak_minutes(peak)} {tags}{' ' if tags else ''}"
        yield Line((Piece(at), *label, Piece(words.peak_words(peak))))


def _together(peaks: Iterable[Peak]) -> list[list[Peak]]:
    """The peaks, those of several tags that are about one thing together."""
    groups: list[list[Peak]] = []
    for peak in peaks:
        label = {word.casefold() for phrase in peak.label for word in phrase.split()}
        for group in groups:
            other = {word.casefold() for phrase in group[0].label for word in phrase.split()}
            is_same_time = peak.start < group[0].end and group[0].start < peak.end
            if is_same_time and peak.tag not in [one.tag for one in group] and len(label & other) >= SAME_LABEL:
                group.append(peak)
                break
        else:
            groups.append([peak])
    return groups


def _digest(summary: Summary, zone: tzinfo | None) -> Iterator[Line]:
    if not summary.notable:
        yield _plain("Nothing notable." + (" What says most:" if summary.digest else ""), listed=False)
    corrections = {correction.key: correction for correction in summary.corrections}
    for day, told in words.by_day(summary.digest, lambda told: told.created_at, zone):
        if day:
            yield _plain(day, listed=False)
        notes = [(Piece(words.why(told, zone)),)]
        if (correction := corrections.get(told.corrected_by or "")) is not None:
            notes.insert(0, (Piece(f"⚠ {words.corrected_words(correction, zone)}: {_one_line(correction.text)}"),))
        yield Line(
            (Piece(words.clock(told.created_at, zone)), Piece(" "), *_author(told), Piece(": "), *_text(told)),
            True,
            tuple(notes),
            told.url,
        )


def _author(told: Told) -> tuple[Piece, ...]:
    shape = words.badge(told.standing)
    name = (Piece(told.name, strong=True), Piece(" ")) if told.name else ()
    return (*((Piece(shape + " "),) if shape else ()), *name, Piece(told.handle, told.author_url))


def _text(told: Told) -> Iterator[Piece]:
    """The words, with the links their author set; of what stands behind a content warning the warning."""
    if told.warning is not None:
        yield Piece(_warned(told.warning))
        return
    done = 0
    for span in told.spans:
        if span.role is Role.LINK and span.target is not None and span.start >= done:
            yield Piece(told.text[done : span.start])
            yield Piece(told.text[span.start : span.end], span.target)
            done = span.end
    yield Piece(told.text[done:])


def _warned(warning: str) -> str:
    return f"CW {_one_line(warning)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _topics(summary: Summary) -> Iterator[Line]:
    if summary.topics:
        yield _plain(" · ".join(f"{topic.label} {topic.authors}" for topic in summary.topics), listed=False)


def _person(person: Person) -> Line:
    shape = words.badge(person.standing)
    parts = [person.standing.level.word, words.amount(person.posts, "post"), f"named by {person.mentioned}"]
    if person.followers is not None:
        parts.append(words.amount(person.followers, "follower"))
    if person.reputation:
        parts.append(f"boosts worth {person.reputation:.1f}")
    name = f"{person.name} " if person.name else ""
    return Line(
        (Piece(f"{shape} " if shape else ""), Piece(name, strong=True), Piece(f"{person.handle} · {' · '.join(parts)}"))
    )


def _links(summary: Summary) -> Iterator[Line]:
    for link in summary.links[:MOST_LINKS]:
        yield Line((Piece(link.url, link.url), Piece(f" · {words.sharers_words(link)}")))


def _resonance(summary: Summary, zone: tzinfo | None) -> Iterator[Line]:
    for one in summary.resonance:
        url = one.what if one.kind is Thing.LINK else None
        said = f": {_one_line(one.text)}" if one.text else ""
        yield Line((Piece(words.resonance_what(one), url), Piece(f" {words.resonance_where(one, zone)}{said}")))


def _correction(correction: Correction, zone: tzinfo | None) -> Line:
    said = f"{words.clock(correction.created_at, zone)} {correction.handle}: {_one_line(correction.text)}"
    wrong = f"corrects {correction.wrong_handle}: {_one_line(correction.wrong_text)}"
    return _plain(said, notes=((Piece(wrong),),))


def _questions(summary: Summary, zone: tzinfo | None) -> Iterator[Line]:
    for question in summary.questions:
        if question.rank >= MOST_QUESTIONS:
            continue
        waiting = words.duration(question.waiting_seconds)
        asked = _one_line(question.text) if question.warning is None else _warned(question.warning)
        said = f"{words.clock(question.created_at, zone)} {question.handle}: {asked}"
        yield _plain(f"{said} (waiting {waiting})")
    if (more := len(summary.questions) - MOST_QUESTIONS) > 0:
        yield _plain(f"and {more} more", listed=False)


def _warnings(summary: Summary, zone: tzinfo | None) -> Iterator[Line]:
    for wave in summary.waves:
        yield _plain(f"⚠ {words.clock(wave.start, zone)} {words.wave_words(wave)}")
    for handle in summary.chatty:
        yield _plain(f"{handle} talked without pause: their posts weigh less")


def _languages(summary: Summary) -> Iterator[Line]:
    if summary.languages:
        yield _plain(words.languages_words(summary.languages), listed=False)
