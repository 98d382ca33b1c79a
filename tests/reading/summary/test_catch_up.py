"""Catching up: every post in one class, and an end."""

from collections import Counter

from hashtui.reading.standing import NO_STANDING, Level, Standing
from hashtui.reading.summary.catch_up import Kind, catch_up
from tests.posts import author
from tests.reading.summary.talk import chatter, chronicle_of, says, trusting, until
from tests.reading.summary.test_digest import prize


def test_every_post_that_came_is_in_exactly_one_class_oldest_first() -> None:
    entries = [
        *chatter(120),
        *prize(),
        says("friend", "Je pars au gymnase", 70),
        says("ann", "Où est le gymnase ?", 71),
    ]
    chronicle = chronicle_of(entries, standing_of=trusting("friend"))

    caught = catch_up(chronicle, until(30), until(121))

    keys = [key for one in caught.classes for key in one.keys]
    assert Counter(keys) == Counter(entry.key for entry in entries if entry.stands_at >= until(30))
    assert caught.posts == len(keys)
    for one in caught.classes:
        assert [chronicle.posts[key].at for key in one.keys] == sorted(chronicle.posts[key].at for key in one.keys)


def test_classes_say_why_and_the_best_reason_counts() -> None:
    right = says("friend", "Erratum : la fourrière n'enlève pas les voitures demain", 85)
    wrong = says("luc", "La fourrière enlève les voitures demain", 62)
    quiet = says("friend", "Je pars au gymnase, couloir de gauche", 100)
    chronicle = chronicle_of([*chatter(120), *prize(), wrong, right, quiet], standing_of=trusting("friend"))

    classes = {one.kind: one.keys for one in catch_up(chronicle, until(30), until(121), limit=2).classes}

    assert classes[Kind.CORRECTIONS] == (right.key,)
    assert quiet.key in classes[Kind.TRUSTED]
    assert list(classes) == [kind for kind in Kind if kind in classes]


def test_each_reason_has_its_class() -> None:
    levels = {"friend": Level.TRUSTED, "near": Level.VOUCHED, "known": Level.KNOWN}
    standing = {author(user).key: Standing(level, 0.4) for user, level in levels.items()}
    said = {
        Kind.TRUSTED: says("friend", "Je pars au gymnase, couloir de gauche", 100),
        Kind.VOUCHED: says("near", "Il reste une tisane", 101),
        Kind.QUESTIONS: says("ann", "Où est le gymnase ?", 102),
        Kind.OTHERS: says("known", "Le rideau tombe", 103),
    }
    sold = [
        says(f"bot{n}", "Achetez ces coussins gonflables merveilleux, promotion exclusive, pas chers", 104 + n / 20)
        for n in range(9)
    ]
    entries = [*chatter(120), *prize(), *said.values(), *sold]
    chronicle = chronicle_of(entries, standing_of=lambda who: standing.get(who.key, NO_STANDING))

    classes = {one.kind: one.keys for one in catch_up(chronicle, until(30), until(121), limit=1).classes}

    assert {kind for kind, entry in said.items() if entry.key not in classes[kind]} == set()
    assert set(classes[Kind.WAVES]) == {entry.key for entry in sold}
    assert len(classes[Kind.PEAKS]) > 5


def test_only_the_unseen_are_caught_up_on_and_the_rest_says_what_is_usual() -> None:
    entries = [*chatter(120), *prize()]
    unseen = {entry.key for entry in entries[-3:]}

    caught = catch_up(chronicle_of(entries), until(0), until(121), unseen=unseen)

    assert caught.posts == 3
    assert {key for one in caught.classes for key in one.keys} == unseen


def test_when_nothing_stands_out_it_says_so() -> None:
    caught = catch_up(chronicle_of(chatter(120)), until(60), until(121))

    assert not caught.notable
    assert len(caught.told) <= 1
    assert caught.posts == 120


def test_a_peak_is_notable() -> None:
    assert catch_up(chronicle_of([*chatter(120), *prize()]), until(30), until(121)).notable


def test_nothing_came() -> None:
    caught = catch_up(chronicle_of(chatter(10)), until(60), until(61))

    assert (caught.posts, caught.classes, caught.notable) == (0, (), False)
