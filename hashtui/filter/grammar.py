"""From tokens to a tree, by the grammar of the filter language.

or   := and (("|" | "or") and)*
and  := not (["and"] not)*
not  := "not" not | ["-"] atom
atom := "(" or ")" | "phrase" | /regex/ | #tag | @glob | name:value | word
"""

from collections.abc import Callable
from dataclasses import replace

from hashtui.errors import FilterError
from hashtui.filter.terms import ReadTerm, read_term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Kind, Token, scan
from hashtui.filter.tree import And, Node, Not, Or, Term, all_of, any_of

DEEPEST = 50
"""Parentheses and `not`s inside each other."""

NOTHING_CLOSED = "this `)` closes nothing; to look for one, put it in double quotes"

_BETWEEN = frozenset((Kind.BAR, Kind.OR, Kind.AND))
_ENDS_OR = frozenset((Kind.CLOSE,))
_ENDS_AND = frozenset((Kind.CLOSE, Kind.BAR, Kind.OR))


def parse(text: str, present: Present | None = None, term: ReadTerm = read_term) -> Node:
    """The tree of an expression; FilterError with the place when it is none.

    `present` is what `14:00` and `2h` in it are counted from; without one, such times are refused.
    """
    return _Parser(text, lambda token: term(text, token, present)).whole()


class _Parser:
    """Walks through the tokens of one text once, a method a rule."""

    def __init__(self, text: str, term: Callable[[Token], Term]) -> None:
        self._text = text
        self._term = term
        self._tokens = list(scan(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._or(None)
        if self._token is not None:
            raise self._fault(NOTHING_CLOSED, self._token.start, self._token.end)
        return node

    @property
    def _token(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _or(self, after: Token | None) -> Node:
        parts = [self._and(after)]
        while (token := self._token) is not None and token.kind not in _ENDS_OR:
            self._at += 1  # `|` or `or`: everything else was taken by _and
            parts.append(self._and(token))
        return any_of(parts)

    def _and(self, after: Token | None) -> Node:
        parts = [self._not(after)]
        while (token := self._token) is not None and token.kind not in _ENDS_AND:
            joint = token if token.kind is Kind.AND else None
            if joint is not None:
                self._at += 1
            parts.append(self._not(joint))
        return all_of(parts)

    def _not(self, after: Token | None) -> Node:
        token = self._take(after)
        if token.kind is Kind.NOT:
            self._enter(token)
            part = self._not(token)
            self._depth -= 1
            return Not(part, (token.start, part.place[1]))
        if token.kind is not Kind.MINUS:
            return self._atom(token)
        part = self._atom(self._take(token))
        return Not(part, (token.start, part.place[1]))

    def _atom(self, token: Token) -> Node:
        if token.kind is Kind.OPEN:
            return self._group(token)
        if token.kind is Kind.NOT:  # only `-not`: elsewhere _not has taken it
            message = "`not` is an operator; the word needs quotes"
            raise self._fault(message, token.start, token.end)
        return self._term(token)

    def _group(self, opening: Token) -> Node:
        self._enter(opening)
        inside = self._or(opening)
        closing = self._token
        if closing is None:
            raise self._fault("`(` is never closed", opening.start, opening.end)
        self._at += 1
        self._depth -= 1
        return _placed(inside, (opening.start, closing.end))

    def _take(self, after: Token | None) -> Token:
        """The next token, which must begin an atom; `after` is what calls for it: an operator, a parenthesis."""
        token = self._token
        if token is None:
            if after is None:
                raise self._fault("the expression is empty", 0, len(self._text))
            lacks = "is never closed" if after.kind is Kind.OPEN else "needs something after it"
            raise self._fault(f"{after.kind.value} {lacks}", after.start, after.end)
        if token.kind is not Kind.CLOSE and token.kind not in _BETWEEN:
            self._at += 1
            return token
        if after is not None and after.kind is not Kind.OPEN:
            twice = "; `||` is written `|`" if self._text[after.start : token.end] == "||" else ""
            raise self._fault(f"{after.kind.value} needs something after it{twice}", after.start, after.end)
        if token.kind is not Kind.CLOSE:
            raise self._fault(f"{token.kind.value} needs something before it", token.start, token.end)
        if after is not None:
            raise self._fault("nothing stands between the parentheses", after.start, token.end)
        raise self._fault(NOTHING_CLOSED, token.start, token.end)

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"more than {DEEPEST} parentheses and `not`s inside each other"
            raise self._fault(message, token.start, token.end)

    def _fault(self, message: str, start: int, end: int) -> FilterError:
        return FilterError(message, text=self._text, start=start, end=end)


def _placed(node: Node, place: tuple[int, int]) -> Node:
    match node:
        case Term():
            return replace(node, place=place)
        case Not():
            return Not(node.part, place)
        case And():
            return And(node.parts, place)
        case Or():
            return Or(node.parts, place)
