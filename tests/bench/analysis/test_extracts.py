"""The published choosers of posts and ROUGE, on texts made by hand."""

from random import Random

import pytest

from tests.bench.analysis.extracts import CHOOSERS, Candidate, hybrid_tf_idf, lex_rank, most_boosted, sum_basic
from tests.bench.analysis.rouge import rouge_l, rouge_n, words_of

POSTS = [
    Candidate("a", ("fire", "hall", "ronsard"), 1, 0),
    Candidate("b", ("fire", "hall", "smoke"), 2, 3),
    Candidate("c", ("coffee", "queue"), 3, 9),
    Candidate("d", ("fire", "hall"), 4, 1),
    Candidate("e", (), 5, 0),
]


def test_sum_basic_takes_the_commonest_words_first_and_then_others() -> None:
    assert [post.key for post in sum_basic(POSTS, 3, Random(1))] == ["d", "c", "b"]


def test_boosts_decide_for_the_most_boosted_and_count_as_posts_where_that_is_asked() -> None:
    boosted = [post.key for post in most_boosted(POSTS, 2, Random(1))]
    plain, counted = (hybrid_tf_idf(POSTS, 1, Random(1), with_boosts=asked)[0].key for asked in (False, True))

    assert boosted == ["c", "b"]
    assert (plain, counted) == ("a", "b")


def test_lex_rank_prefers_the_middle_of_the_crowd_and_does_not_say_it_twice() -> None:
    crowd = [Candidate(f"crowd{n}", ("fire", "hall", f"word{n}"), n, 0) for n in range(4)]
    alone = [Candidate(f"alone{n}", (f"coffee{n}", f"queue{n}"), n, 0) for n in range(6)]

    chosen = [post.key for post in lex_rank([*alone, *crowd], 2, Random(1), alike=0.2)]

    assert chosen == ["crowd0", "alone0"]


@pytest.mark.parametrize("name", CHOOSERS)
def test_every_chooser_keeps_to_its_limit_and_chooses_none_twice(name: str) -> None:
    chosen = [post.key for post in CHOOSERS[name](POSTS, 3, Random(1))]

    assert len(chosen) <= 3
    assert len(set(chosen)) == len(chosen)


def test_rouge_counts_shared_runs_of_words() -> None:
    told, wanted = words_of("the cat sat on the mat"), words_of("the cat lay on the mat")

    assert rouge_n(told, wanted, 1) == pytest.approx(10 / 12)
    assert rouge_n(told, wanted, 2) == pytest.approx(6 / 10)
    assert rouge_l(told, wanted) == pytest.approx(10 / 12)
    assert rouge_n([], wanted, 1) == 0


def test_rouge_reads_words_without_links_handles_and_tags() -> None:
    assert words_of("L’Été @lea à Paris : fil.example/a-1 #capcomnet https://a.b/c") == ["l", "ete", "a", "paris"]
