"""What can be selected in a summary: each number and line with the posts behind it, its time and its words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from hashtui.reading.entry import Entry
from hashtui.reading.standing import Level
from hashtui.reading.summary import summary_words
from hashtui.reading.summary.summary import (
    Correction,
    Person,
    Question,
    Resonance,
    SharedLink,
    Summary,
    Thing,
    Told,
    Topic,
    Wave,
)
from hashtui.reading.summary.summary_words import wave_words
from hashtui.tui.languages import language_name
from hashtui.tui.sheet import Sheet, bare, counted, grouped
from hashtui.tui.summary_moments import Moment
from hashtui.tui.summary_rows import Part, Spot
from hashtui.tui.times import span
from hashtui.tui.who import without_badge

HIDDEN = "count:hidden"
"""The one spot whose posts are not among those that are summed up."""
BOOSTS = "count:boosts"
"""Its posts are those that were passed on, which only the chronicle knows."""
UNKNOWN_LANGUAGE = "?"


def count_parts(summary: Summary) -> list[Part]:
    """How much there is, the most needed first."""
    counts = summary.counts
    told: list[tuple[str, int, str, str, Callable[[Entry], bool]]] = [
        ("count:posts", counts.posts, counted(counts.posts, "post"), "all posts", _any),
        ("count:authors", counts.authors, counted(counts.authors, "account"), "all posts", _any),
        (BOOSTS, counts.boosts, counted(counts.boosts, "boost"), "passed on", _any),
        ("count:replies", counts.replies, _replies(counts.replies), "replies", _is_reply),
        (HIDDEN, counts.hidden, f"{grouped(counts.hidden)} hidden", "hidden here", _is_elsewhere),
        ("count:media", counts.with_media, f"{grouped(counts.with_media)} with media", "with media", _has_media),
        ("count:links", counts.with_links, f"{grouped(counts.with_links)} with links", "with links", _has_links),
    ]
    return [(words, Spot(name, title, words, holds=holds)) for name, number, words, title, holds in told if number]


def _replies(count: int) -> str:
    return f"{grouped(count)} {'reply' if count == 1 else 'replies'}"


def _any(_: Entry) -> bool:
    return True


def _is_elsewhere(_: Entry) -> bool:
    return False


def _is_reply(entry: Entry) -> bool:
    return entry.post.reply_to is not None


def _has_media(entry: Entry) -> bool:
    return bool(entry.post.media)


def _has_links(entry: Entry) -> bool:
    return bool(entry.post.body.links)


def peak_words(moment: Moment, sheet: Sheet) -> str:
    """`14:32 +6 min · #a · 31 voices (9 trusted) · 3.4x usual · new words: garance, serveur, 40`."""
    said = [moment.when(sheet), moment.tags, moment.voices, moment.usual]
    said += [f"new words: {', '.join(moment.label)}"] if moment.label else []
    return " · ".join(one for one in said if one)


def peak_id(moment: Moment) -> str:
    """The same as long as it begins when it did."""
    first = moment.peaks[0]
    return f"peak:{first.tag}:{first.start.isoformat()}"


def peak_spot(moment: Moment, sheet: Sheet) -> Spot:
    """Opens the posts of the peak."""
    number, words = moment.number, peak_words(moment, sheet)
    return Spot(peak_id(moment), f"peak {number}", f"Peak {number}: {words}", moment.keys, at=moment.best.top)


def told_spot(told: Told, sheet: Sheet, why: str, correction: Correction | None = None) -> Spot:
    """Opens the post; of one that was corrected, the correction too."""
    words = f"{sheet.day_and_hour(told.created_at)} {told.handle}: {' '.join(told.text.split())} ({why})"
    if correction is None:
        return Spot(f"told:{told.key}", "post", words, (told.key,), at=told.created_at)
    words += f" - corrected by {correction.handle} at {sheet.day_and_hour(correction.created_at)}"
    return Spot(f"told:{told.key}", "post, correction", words, (told.key, correction.key), at=told.created_at)


def topic_spot(topic: Topic) -> Spot:
    """Opens what was written about it."""
    return Spot(f"topic:{topic.label}", topic.label, f"{topic.label}: {people(topic.authors)}", topic.keys)


def people(count: int) -> str:
    """`1 person`, `24 people`."""
    return f"{grouped(count)} {'person' if count == 1 else 'people'}"


def remarkable(persons: Iterable[Person]) -> tuple[Person, ...]:
    """Those of whom there is something to say: others speak of them or pass on what they wrote, or they are known."""
    return tuple(one for one in persons if one.mentioned or one.reputation or one.standing.level >= Level.KNOWN)


def person_spot(person: Person) -> Spot:
    """Opens what they wrote and what names them."""
    name = f"{without_badge(person.name)} {person.handle}".lstrip()
    words = f"{name}: named by {grouped(person.mentioned)}, {counted(person.posts, 'post')}"
    if person.followers is not None:
        words += f", {counted(person.followers, 'follower')}"
    return Spot(f"person:{person.handle}", person.handle, words, person.keys)


def link_spot(link: SharedLink) -> Spot:
    """Opens the posts that share it."""
    words = f"{link.url} ({people(link.sharers)}, {counted(link.posts, 'post')})"
    return Spot(f"link:{link.url}", bare(link.url), words, link.keys)


def thing_words(one: Resonance) -> str:
    """A handle, a link without its scheme, `a post by @b@mamot.fr`."""
    what = summary_words.resonance_what(one)
    return bare(what) if one.kind is Thing.LINK else what


def resonance_spot(one: Resonance, sheet: Sheet) -> Spot:
    """Opens what all the tags said of it."""
    what = thing_words(one)
    voices = " + ".join(map(str, one.voices))
    tags = " and ".join(map(str, one.tags))
    words = f"{what} in {tags} at {sheet.day_and_hour(one.at)} ({voices} voices)"
    return Spot(f"resonance:{one.kind}:{one.what}", what, words, one.keys, at=one.at)


def wave_spot(wave: Wave, sheet: Sheet) -> Spot:
    """Opens the near-identical posts."""
    words = f"{sheet.day_and_hour(wave.start)} {wave_words(wave)}"
    return Spot(f"wave:{wave.sample}", "copy-paste wave", words, wave.keys, at=wave.start)


def correction_spot(one: Correction, sheet: Sheet) -> Spot:
    """Opens what was corrected and what corrects it."""
    whose, wrong = one.wrong_handle or "another post", " ".join(one.wrong_text.split())
    words = f"{sheet.day_and_hour(one.created_at)} {one.handle} corrects {whose}{f': {wrong}' if wrong else ''}"
    return Spot(f"correction:{one.key}", "correction", words, (one.corrects, one.key), at=one.created_at)


def chatty_spot(handle: str) -> Spot:
    """Opens what they said."""

    def by(entry: Entry) -> bool:
        return str(entry.post.author.handle) == handle

    words = f"{handle} says so much at once that each post weighs less"
    return Spot(f"chatty:{handle}", handle, words, holds=by)


def question_spot(question: Question, sheet: Sheet) -> Spot:
    """Opens the question."""
    text = " ".join(question.text.split())
    words = f"{sheet.day_and_hour(question.created_at)} {question.handle}: {text} ({waiting_words(question)})"
    return Spot(f"question:{question.key}", "question", words, (question.key,), at=question.created_at)


def waiting_words(question: Question) -> str:
    """`no answer for 59 min`."""
    return f"no answer for {span(timedelta(seconds=max(60, question.waiting_seconds)))}"


def language_parts(summary: Summary) -> list[Part]:
    """Each language with its share, the most first."""
    total = sum(summary.languages.values()) or 1
    parts: list[Part] = []
    for code, count in sorted(summary.languages.items(), key=lambda one: (-one[1], one[0])):
        name = "language not said" if code == UNKNOWN_LANGUAGE else language_name(code)
        share = round(100 * count / total)
        words = f"{name} {share or '<1'} %"
        parts.append((words, Spot(f"language:{code}", name, f"{name}: {counted(count, 'post')}", holds=_in(code))))
    return parts


def _in(code: str) -> Callable[[Entry], bool]:
    """In that language, its regions counted with it."""
    return lambda entry: (entry.post.language or UNKNOWN_LANGUAGE).replace("_", "-").partition("-")[0].lower() == code


def warning_parts(summary: Summary) -> list[Part]:
    """Waves, corrections and accounts that talk without pause, each kind in one."""
    parts: list[Part] = []
    if summary.waves:
        posts = sum(wave.posts for wave in summary.waves)
        words = f"{counted(len(summary.waves), 'wave')} left out ({counted(posts, 'post')})"
        parts.append((words, Spot("waves", "copy-paste waves", words, _together(w.keys for w in summary.waves))))
    if summary.corrections:
        words = counted(len(summary.corrections), "correction")
        keys = _together((one.corrects, one.key) for one in summary.corrections)
        parts.append((words, Spot("corrections", "corrections", words, keys)))
    if summary.chatty:
        words = counted(len(summary.chatty), "chatty account")
        handles = frozenset(map(str, summary.chatty))
        parts.append((words, Spot("chatty", "who talk so much", words, holds=_by_any(handles))))
    return parts


def _by_any(handles: frozenset[str]) -> Callable[[Entry], bool]:
    return lambda entry: str(entry.post.author.handle) in handles


def _together(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for keys in groups for key in keys))


def since_words(start: datetime, end: datetime, sheet: Sheet) -> str:
    """`09:00–16:40`, with the days where it is not today, or not the same."""
    hour = sheet.times.hour(end)
    last = hour if sheet.day(start) == sheet.day(end) else f"{sheet.day(end)} {hour}"
    return f"{sheet.day_and_hour(start)}{sheet.glyphs.dash}{last}"
