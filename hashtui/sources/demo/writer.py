"""Finds words for every occasion, and takes care that nobody repeats what was just said."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from hashtui.sources.demo import (
    talk_capcomnet_en,
    talk_capcomnet_fr,
    talk_paris20_en,
    talk_paris20_fr,
)
from hashtui.sources.demo.facts import WITH_LINK, WITHOUT_CONTENT, Fact
from hashtui.sources.demo.places import PLACES
from hashtui.sources.demo.programme import ZONE, Programme, Session
from hashtui.sources.demo.retelling import PHRASES, Retelling
from hashtui.sources.demo.saying import Saying
from hashtui.sources.demo.telling import Bag, Manner, tell, typed
from hashtui.sources.demo.wording import mentioned
from hashtui.sources.demo.world import CAPCOMNET, PARIS20, Part, Person, World

TALKS = {
    (CAPCOMNET, "fr"): talk_capcomnet_fr.TALK,
    (CAPCOMNET, "en"): talk_capcomnet_en.TALK,
    (PARIS20, "fr"): talk_paris20_fr.TALK,
    (PARIS20, "en"): talk_paris20_en.TALK,
}
ATTEMPTS = 14
NO_SESSION = "Accueil"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who speaks, under which tag, when."""

    tag: str
    author: Person
    minute: float
    at: datetime

    @property
    def language(self) -> str:
        """The author's."""
        return self.author.language


class Writer:
    """Writes what people of one event say."""

    def __init__(self, world: World, programme: Programme, random: Random) -> None:
        self._world = world
        self._programme = programme
        self._random = random
        self._bags: dict[tuple[str, ...], Bag[str]] = {}
        self._said: set[str] = set()
        self._retelling = Retelling(random)
        self.repeats = False
        """The last saying had been said before: nothing new was to be found."""

    def small_talk(self, occasion: Occasion) -> Saying:
        """Something of no importance."""
        talk = TALKS[occasion.tag, occasion.language]
        phase = self._programme.phase(occasion.minute)
        if phase is not None and self._random.random() < 0.3:
            saying = self._say(occasion, "hours", phase, templates=talk.hours[phase])
            if not self.repeats:
                return saying
        return self._say(occasion, "small", templates=talk.small)

    def about_session(self, occasion: Occasion, session: Session) -> Saying:
        """A sentence of the session passed on, or a word about its subject."""
        phrases = PHRASES[occasion.language]
        if self._random.random() < 0.24:
            saying = self._say(occasion, "words", templates=phrases.words, session=session)
        else:
            template = self._deal(session.topic.points[occasion.language], "point", session.topic.title["fr"], occasion)
            # Everybody heard the same number.
            point = tell(template, {"n": str(3 + session.start % 10)}, self._random)
            saying = self._say(occasion, "quotes", templates=phrases.quotes, session=session, point=point)
            if self._random.random() < 0.06:
                saying = replace(saying, picture=True, alt=self._slide(occasion, point))
        if self._random.random() < 0.1:
            saying = replace(saying, text=f"{saying.text} {self._slots(occasion, session)['link']}")
        with_tag = session.topic.tag is not None and self._random.random() < 0.16
        return replace(saying, extra_tag=session.topic.tag) if with_tag else saying

    def _slide(self, occasion: Occasion, point: str) -> str | None:
        """What the slide with that point shows, for those who describe their pictures."""
        if self._random.random() < 0.4:
            return None
        return f"Diapositive : « {point} »" if occasion.language == "fr" else f"Slide: {point}"

    def picture(self, occasion: Occasion) -> Saying:
        """Something said with a picture; two in five forget its description."""
        pictures = dict(TALKS[occasion.tag, occasion.language].pictures)
        saying = self._say(occasion, "picture", templates=tuple(pictures))
        template = self._last
        described = self._random.random() < 0.6
        alt = tell(pictures[template], self._slots(occasion, None), self._random) if described else None
        return replace(saying, picture=True, alt=alt)

    def link(self, occasion: Occasion) -> Saying:
        """Something said with a link."""
        links = tuple(f"{words} {link}" for words, link in TALKS[occasion.tag, occasion.language].links)
        return self._say(occasion, "link", templates=links)

    def poll(self, occasion: Occasion) -> Saying:
        """A question with answers to choose from."""
        polls = dict(TALKS[occasion.tag, occasion.language].polls)
        saying = self._say(occasion, "poll", templates=tuple(polls))
        answers = tuple(one.strip().replace("'", "’") for one in polls[self._last].split(" / "))
        return replace(saying, answers=answers)

    def warned(self, occasion: Occasion) -> Saying:
        """Something behind a content warning."""
        warned = {text: warning for warning, text in TALKS[occasion.tag, occasion.language].warned}
        saying = self._say(occasion, "warned", templates=tuple(warned))
        return replace(saying, warning=warned[self._last])

    def notice(self, occasion: Occasion) -> Saying:
        """What the organisers announce: the next session if there is one soon."""
        session = self._programme.next(occasion.tag, occasion.minute)
        notices = TALKS[occasion.tag, occasion.language].notices
        fitting = tuple(one for one in notices if ("{title}" in one) == (session is not None))
        return self._say(occasion, "notice", str(session is None), templates=fitting, session=session)

    def slides(self, occasion: Occasion, session: Session) -> Saying:
        """What a speaker says when it is over."""
        slides = PHRASES[occasion.language].slides
        return self._say(occasion, "slides", templates=slides, session=session)

    def telling(self, occasion: Occasion, fact: Fact) -> tuple[Saying, bool]:
        """A planted fact in somebody's words, and whether they say what it is or only how it makes them feel."""
        says_it = self._random.random() >= WITHOUT_CONTENT
        for _ in range(ATTEMPTS):
            saying = self._told(occasion, fact) if says_it else self._felt(occasion, fact)
            if saying.text not in self._said:
                break
        self._said.add(saying.text)
        if says_it and self._random.random() < WITH_LINK:
            saying = replace(saying, text=f"{saying.text} {fact.link}")
        return saying, says_it

    def _told(self, occasion: Occasion, fact: Fact) -> Saying:
        """One way of telling a fact."""
        slots, people = self._cast(occasion, None, fact)
        text = self._retelling.text(fact, occasion.language, occasion.author.part, slots)
        return self._typed(occasion, text, people)

    def answer(self, occasion: Occasion, *, to_question: bool, by_asker: bool, fact: Fact | None) -> Saying:
        """A reply."""
        phrases = PHRASES[occasion.language]
        if by_asker:
            return self._say(occasion, "thanks", templates=phrases.thanks)
        if to_question:
            return self._say(occasion, "to question", templates=phrases.to_question)
        if fact is not None and self._random.random() < 0.5:
            return self._felt(occasion, fact)
        return self._say(occasion, "answer", templates=phrases.answers)

    def _felt(self, occasion: Occasion, fact: Fact) -> Saying:
        """What a fact makes somebody feel, without a word of what it is."""
        phrases, mood = PHRASES[occasion.language], fact.plot.mood
        first = self._deal(phrases.reactions[mood], "felt", mood, occasion)
        then = self._deal(phrases.tails[mood], "tail", mood, occasion)
        alone = first not in self._said and self._random.random() < 0.5
        self._said.add(first)
        slots, people = self._cast(occasion, None, fact)
        text = tell(first if alone else f"{first} {then}", slots, self._random)
        return self._typed(occasion, text, people)

    def addition(self, occasion: Occasion) -> Saying:
        """What an author adds to a post when editing it."""
        return self._say(occasion, "edit", templates=PHRASES[occasion.language].edits)

    def _say(
        self,
        occasion: Occasion,
        *names: str,
        templates: tuple[str, ...],
        session: Session | None = None,
        fact: Fact | None = None,
        point: str = "",
    ) -> Saying:
        """The next template of its bag, told; told again otherwise as long as somebody has said just that before."""
        for _ in range(ATTEMPTS):
            template = self._deal(templates, *names, occasion)
            if any(mark in point for mark in "«‘") and any(mark in template for mark in ("«", "'{")):
                continue  # no quotation inside a quotation
            self._last = template
            slots, people = self._cast(occasion, session, fact)
            if point:
                slots |= {"Point": point, "point": point[:1].lower() + point[1:]}
            saying = self._typed(occasion, tell(template, slots, self._random), people)
            self.repeats = saying.text in self._said
            if not self.repeats:
                break
        self._said.add(saying.text)
        return saying

    def _cast(
        self, occasion: Occasion, session: Session | None, fact: Fact | None
    ) -> tuple[dict[str, str], tuple[Person, ...]]:
        """What fills the slots this time, and the people in it."""
        slots = self._slots(occasion, session)
        people = {"speaker": self._speaker(occasion, session), "other": self._other(occasion)}
        if fact is not None:
            people["who"] = fact.who
            slots |= fact.slots | {"last": fact.who.full_name.split()[-1]}
        for slot, person in people.items():
            by_handle = self._random.random() < (0.9 if slot == "other" else 0.3)
            slots[slot] = person.mention if by_handle else person.full_name
        return slots, tuple(people.values())

    def _typed(self, occasion: Occasion, text: str, people: tuple[Person, ...]) -> Saying:
        """The text as its author types it."""
        named = tuple(person for person in people if person.mention in mentioned(text))
        manner = occasion.author.manner
        if manner is Manner.LOWER and text.startswith(tuple(person.full_name for person in people)):
            manner = Manner.PLAIN
        return Saying(typed(text, manner, occasion.language, self._random), occasion.language, named)

    def _deal(self, templates: tuple[str, ...], *names: str | Occasion) -> str:
        key = tuple(f"{name.tag} {name.language}" if isinstance(name, Occasion) else name for name in names)
        bag = self._bags.get(key)
        if bag is None:
            bag = self._bags[key] = Bag(templates, self._random)
        return bag.deal()

    def _slots(self, occasion: Occasion, session: Session | None) -> dict[str, str]:
        random, language = self._random, occasion.language
        places = PLACES[occasion.tag][language]
        subject = session or self._near(occasion)
        minutes = random.randint(10, 70) if session is None else session.start - occasion.minute
        return {
            "n": str(random.randint(3, 12)),
            "stand": str(random.randint(3, 38)),
            "hour": _hour(occasion.at.astimezone(ZONE) + timedelta(minutes=minutes), language),
            "place": random.choice(places) if session is None else places[session.place],
            "word": random.choice(subject.topic.words[language]) if subject else "…",
            "title": subject.topic.title[language] if subject else NO_SESSION,
            "link": f"notes.example/{_slug(subject.speaker)}/{subject.start}" if subject else "",
        }

    def _near(self, occasion: Occasion) -> Session | None:
        """The session people have in mind: the one that is on, the next one, or any of the tag."""
        tag, minute = occasion.tag, occasion.minute
        return self._programme.now(tag, minute) or self._programme.next(tag, minute) or self._programme.any(tag)

    def _speaker(self, occasion: Occasion, session: Session | None) -> Person:
        subject = session or self._near(occasion)
        return subject.speaker if subject else self._world.somebody(occasion.tag, self._random)

    def _other(self, occasion: Occasion) -> Person:
        """Somebody else who is there."""
        while True:
            person = self._world.somebody(occasion.tag, self._random)
            if person is not occasion.author and person.part in (Part.PUBLIC, Part.REPORTER):
                return person


def _slug(person: Person) -> str:
    return person.mention[1:].partition(".")[0]


def _hour(local: datetime, language: str) -> str:
    """The local time to five minutes, as people write it."""
    at = local + timedelta(minutes=2.5)
    at -= timedelta(minutes=at.minute % 5)
    if language == "fr":
        return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"
    half = "am" if at.hour < 12 else "pm"
    return f"{(at.hour - 1) % 12 + 1}.{at.minute:02} {half}" if at.minute else f"{(at.hour - 1) % 12 + 1} {half}"
