"""`Tab` in a field: the words that fit at the cursor, one after another."""

from collections.abc import Callable
from dataclasses import replace

from hashtui.filter.completion import NO_WORDS, Completions, Vocabulary

Complete = Callable[[str, int, Vocabulary], Completions]
Written = tuple[str, int]
"""A field's text, and where its cursor stands."""


class Completing:
    """What `Tab` writes: the best word first, pressed again the next one, and at last what was typed."""

    def __init__(self, complete: Complete, vocabulary: Vocabulary = NO_WORDS) -> None:
        self.vocabulary = vocabulary
        """What was met, and so may be asked for."""
        self._complete = complete
        self._typed: Written | None = None
        """What stood there before the first `Tab`."""
        self._written: Written | None = None
        """What the last one wrote."""
        self._offered = Completions(0, ())
        self._at = 0

    def learn(self, vocabulary: Vocabulary) -> None:
        """Know this too; tags known before come first."""
        tags = dict.fromkeys((*self.vocabulary.tags, *vocabulary.tags))
        self.vocabulary = replace(vocabulary, tags=tuple(tags))

    def offers(self, text: str, cursor: int) -> tuple[str, ...]:
        """The words that fit at the cursor, the one that `Tab` would write first."""
        if (text, cursor) == self._written:
            words, at = self._offered.words, self._at + 1
            return (*words[at:], *words[:at]) if len(words) > 1 else ()
        return self._complete(text, cursor, self.vocabulary).words

    def next(self, text: str, cursor: int, step: int = 1) -> Written | None:
        """Text and cursor after the next word was written; None when none fits."""
        if (text, cursor) != self._written:
            self._typed, self._at = (text, cursor), -1 if step > 0 else 0
            self._offered = self._complete(text, cursor, self.vocabulary)
        if self._typed is None or not self._offered.words:
            return None
        typed, end = self._typed
        self._at = (self._at + step) % len(self._offered.words)
        word, start = self._offered.words[self._at], self._offered.start
        self._written = typed[:start] + word + typed[end:], start + len(word)
        return self._written
