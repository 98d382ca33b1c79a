"""How a planted fact is told: the plain sentence, a livelier one, or scraps; and what is added, so that hardly two
tellings of the day use the same words.
"""

import re
from collections.abc import Iterable
from random import Random

from hashtui.sources.demo import notes_en, notes_fr, phrases_en, phrases_fr
from hashtui.sources.demo.facts import Fact
from hashtui.sources.demo.telling import Bag, tell, turned
from hashtui.sources.demo.world import Part

PHRASES = {"fr": phrases_fr.FR, "en": phrases_en.EN}
NOTES = {"fr": notes_fr.NOTES, "en": notes_en.NOTES}
JOTTED = 0.35
"""The share of tellings that are jotted down, not written out."""
PLAIN, PLAIN_AT_WORK = 0.15, 0.6
"""The share of tellings that are the plain sentence: of the public's, and of reporters' and speakers'."""
MOST_ADDED = 3
_SENTENCES = re.compile(r"(?<=[.!?…]) (?=[A-ZÀÂÉÈÊÎÔ«‘@])")


class Retelling:
    """Tells the facts of one event, and remembers how often each way of telling was used."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._bags: dict[tuple[str, ...], Bag[str]] = {}
        self._used: dict[str, int] = {}

    def text(self, fact: Fact, language: str, part: Part, slots: dict[str, str]) -> str:
        """One way of telling it: who has heard it told so already has something to add."""
        random, manner = self._random, self._random.random()
        plain = PLAIN if part is Part.PUBLIC else PLAIN_AT_WORK
        if manner < plain:
            head = fact.plot.gist[language]
            told = tell(turned(head, language) if random.random() < 0.5 else head, slots, random)
            return self._with_more(told, min(2, self._times(head)), fact, language, slots)
        if manner < plain + JOTTED * (1 - plain):
            head = self._deal(NOTES[language][fact.plot.name].names, "name", fact.plot.name, language)
            told = self._scraps(head, fact, language, slots)
        else:
            head = self._deal(fact.plot.cores[language], "core", fact.plot.name, language)
            told = tell(head, slots, random)
            if random.random() < 0.4:
                told = _shorter(told, fact.pattern(language))
        times = self._times(head)
        count = min(MOST_ADDED, times + 1) if times else random.choice((0, 0, 1))
        return self._with_more(told, count, fact, language, slots)

    def _times(self, head: str) -> int:
        """How often it was told so before."""
        times = self._used.get(head, 0)
        self._used[head] = times + 1
        return times

    def _scraps(self, name: str, fact: Fact, language: str, slots: dict[str, str]) -> str:
        """The fact in scraps, in any order."""
        random = self._random
        scraps = [name, *self._dealt(2, NOTES[language][fact.plot.name].scraps, "scrap", fact.plot.name, language)]
        random.shuffle(scraps)
        if random.random() < 0.5:
            return tell(", ".join(scraps) + ".", slots, random)
        return " ".join(tell(f"{scrap}.", slots, random) for scrap in scraps)

    def _with_more(self, told: str, count: int, fact: Fact, language: str, slots: dict[str, str]) -> str:
        """What was told with so many things around it, an opening only in front."""
        phrases, plot, random = PHRASES[language], fact.plot, self._random
        parts = [told]
        for kind in random.sample(("aside", "tail", "tail", "scrap"), count):
            match kind:
                case "aside":
                    more = self._deal(plot.asides[language], "aside", plot.name, language)
                case "tail":
                    more = self._deal(phrases.tails[plot.mood], "tail", plot.mood, language)
                case _:
                    more = self._deal(NOTES[language][plot.name].scraps, "scrap", plot.name, language) + "."
            parts.insert(random.choice((0, len(parts), len(parts))), tell(more, slots, random))
        if random.random() < 0.3:
            parts.insert(0, tell(self._deal(phrases.openers, "opener", language), slots, random))
        return " ".join(parts)

    def _dealt(self, count: int, templates: tuple[str, ...], *names: str) -> Iterable[str]:
        return dict.fromkeys(self._deal(templates, *names) for _ in range(count))

    def _deal(self, templates: tuple[str, ...], *names: str) -> str:
        bag = self._bags.get(names)
        if bag is None:
            bag = self._bags[names] = Bag(templates, self._random)
        return bag.deal()


def _shorter(text: str, pattern: str) -> str:
    """The text without its last sentence, if it still says what matters."""
    parts = _SENTENCES.split(text)
    shorter = " ".join(parts[:-1])
    return shorter if len(parts) > 1 and re.search(pattern, shorter) else text
