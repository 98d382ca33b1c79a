"""The published sketches of near-copies, and the edits they are tried with."""

from random import Random

from tests.bench.analysis.copying import edited
from tests.bench.analysis.sketches import MinHash, SimHash

TEXT = "the council opens the night library of the fireflies with fifty two million euros for the street"


def test_the_same_words_are_a_copy_and_other_words_are_none() -> None:
    for sketch in (MinHash(), SimHash()):
        first, other, again = (sketch.meet(words) for words in (TEXT.split(), list("qwertyuiop"), TEXT.split()))

        assert (first, other, again) == (None, None, 0)


def test_minhash_bears_a_changed_word_that_simhash_does_not_always_bear() -> None:
    changed = [word for word in TEXT.split() if word != "night"]
    sketch = MinHash()
    sketch.meet(TEXT.split())

    assert sketch.meet(changed) == 0


def test_edits_change_the_text_and_the_same_chance_makes_the_same_edits() -> None:
    once, again, more = edited(TEXT, 3, Random(4)), edited(TEXT, 3, Random(4)), edited(TEXT, 6, Random(4))

    assert once == again != TEXT
    assert len(set(TEXT.split()) - set(once.split())) <= 3
    assert more != once
