"""Terms about when a post was written."""

import re
from datetime import timedelta

from hashtui.filter.durations import is_duration, read_duration, spell_duration
from hashtui.filter.meant import meant_duration
from hashtui.filter.term import term
from hashtui.filter.times import Present, read_time, spell_time
from hashtui.filter.tokens import Token
from hashtui.filter.tree import Term
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment

_AGE = re.compile(r"(<=|>=|[<>])(.*)", re.DOTALL)


@term(
    "since",
    form="since:14:00",
    says="then or later: 2026-11-21T14:00Z, a day, a clock time (the latest past one), or so long ago (2h); fixed "
    "when it is set",
)
def since(token: Token, present: Present | None) -> Term:
    begin = read_time(token.value, present)

    def judge(entry: Entry, _: Moment) -> bool:
        return entry.stands_at >= begin

    return Term(f"since:{spell_time(begin)}", judge)


@term("until", form="until:2026-11-21", says="before then")
def until(token: Token, present: Present | None) -> Term:
    end = read_time(token.value, present)

    def judge(entry: Entry, _: Moment) -> bool:
        return entry.stands_at < end

    return Term(f"until:{spell_time(end)}", judge)


@term("age", form="age:<1h", says="so old when it comes or the filter is set; nothing leaves by ageing")
def age(token: Token, _: Present | None) -> Term:
    found = _AGE.fullmatch(token.value)
    if found is None or not is_duration(found[2]):
        bare = token.value.lstrip("<>=≤≥")
        sign = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">="}.get(token.value[: len(token.value) - len(bare)])
        right = bare if is_duration(bare) else meant_duration(bare)
        meant = f"; did you mean `age:{sign or (found[1] if found else '<')}{right}`?" if right is not None else ""
        raise ValueError(f"`age:` takes `<` or `>` and a duration: `age:<1h`, `age:>=30m`{meant}")
    duration = read_duration(found[2])
    return Term(f"age:{found[1]}{spell_duration(duration)}", _aged(found[1], duration))


def _aged(sign: str, duration: timedelta) -> Judge:
    match sign:
        case "<":
            return lambda entry, moment: moment.now - entry.stands_at < duration
        case "<=":
            return lambda entry, moment: moment.now - entry.stands_at <= duration
        case ">":
            return lambda entry, moment: moment.now - entry.stands_at > duration
        case _:
            return lambda entry, moment: moment.now - entry.stands_at >= duration
