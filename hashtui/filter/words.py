"""Terms about the words of a post."""

from dataclasses import replace

from hashtui.filter.complaint import quoted
from hashtui.filter.patterns import read_pattern
from hashtui.filter.term import term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Kind, Token, spell
from hashtui.filter.tree import Term
from hashtui.post.folding import Needle
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment


@term(
    Kind.WORD,
    form="word",
    says="a word begins so, in the text, content warning, picture descriptions or author's name; case and accents do "
    "not count, and in scripts without spaces it may stand anywhere",
)
def word(token: Token, _: Present | None) -> Term:
    # Beside other words these may look like a slip; as a phrase they are the same question and never do.
    spelled = spell(replace(token, kind=Kind.PHRASE) if token.value[0] in "'‘:" else token)
    return Term(spelled, _found(token))


@term(Kind.PHRASE, form='"two words"', says='these words, one after the other; signs too: ":)"')
def phrase(token: Token, _: Present | None) -> Term:
    return Term(spell(token), _found(token))


@term(
    Kind.REGEX,
    form="/regex/i",
    says="the pattern is found in the text (RE2: no look-ahead, no back-references); without i, case counts",
)
def pattern(token: Token, _: Present | None) -> Term:
    search = read_pattern(token.value, ignores_case=token.name == "i")

    def judge(entry: Entry, _: Moment) -> bool:
        return search(entry.post.body.text)

    return Term(spell(token), judge)


def _found(token: Token) -> Judge:
    try:
        needle = Needle(token.value)
    except ValueError as error:
        raise ValueError(f"{quoted(spell(token))} has no letter or sign to look for") from error
    sought, is_in = needle.folded, needle.is_in
    if needle.anywhere:
        return lambda entry, _: sought in (entry.folded_once or entry.folded)

    def judge(entry: Entry, _: Moment) -> bool:
        # Asked of every post at each key typed: most do not have it, and that is told without a call.
        folded = entry.folded_once or entry.folded
        return sought in folded and is_in(folded)

    return judge
