"""The request to the author of a pick: which post, what for, that no is fine, and how to answer. To post or to copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from hashtui.post.clean import CleanText, clean_text
from hashtui.post.pick import Pick
from hashtui.post.post import Network, Post

MOST = 500
"""Characters of a request, as Mastodon counts them at most."""
_MOST_THERE: Mapping[Network, int] = {Network.BLUESKY: 300}
_LEAST_QUOTED, _MOST_QUOTED = 20, 60
"""Characters of the post's own words by which its author knows it again."""
_MOST_TAGS = 2
_LEAST_HANDLE = 20
_NO_SIGNS = str.maketrans("", "", "#@＃＠")


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The request in one language. `whole` says all of it, `brief` what must be said."""

    whole: str
    brief: str
    about: str
    of: str
    at: str
    quoted: str
    day: str
    months: tuple[str, ...]


_FR = _Tongue(
    whole=(
        "Bonjour {who}, je prépare une anthologie de ce qui s’est dit{about}, et j’aimerais y mettre {what}\n"
        "Votre nom et le lien l’accompagneraient. Êtes-vous d’accord ? Répondez « oui » ou « non », ici ou en privé."
        " Non est une très bonne réponse aussi : votre message n’y sera pas. Merci !"
    ),
    brief=(
        "Bonjour {who}, il s’agit de {what}\n"
        "Puis-je le mettre dans une anthologie, avec votre nom et le lien ? Répondez « oui » ou « non », ici ou en"
        " privé : non va très bien aussi. Merci !"
    ),
    about=" autour de {tags}",
    of="votre message du {day}",
    at="{what} : {url}",
    quoted="{what} « {words} »",
    day="{day} {month} {year} à {hour}",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
)
_EN = _Tongue(
    whole=(
        "Hello {who}, I am making an anthology of what was said{about}, and would like to include {what}\n"
        "It would carry your name and a link to it. Is that all right with you? Answer “yes” or “no”, here or in"
        " private. No is a perfectly good answer too: your post will then stay out. Thank you!"
    ),
    brief=(
        "Hello {who}, this is about {what}\n"
        "May I include it in an anthology, with your name and a link? Answer “yes” or “no”, here or in private:"
        " no is fine too. Thank you!"
    ),
    about=" about {tags}",
    of="your post of {day}",
    at="{what}: {url}",
    quoted="{what} “{words}”",
    day="{day} {month} {year}, {hour}",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)


def ask(pick: Pick, zone: tzinfo | None = None) -> CleanText:
    """The request, in the language of the post where that is French, else in English; it always fits in a post.

    The fullest form that fits is taken. Times are those of the zone; None: the machine's.
    """
    post = pick.latest
    most = min(MOST, _MOST_THERE.get(post.network, MOST))
    tongue = _FR if (post.language or "").lower().partition("-")[0] == "fr" else _EN
    forms = _forms(post, tongue, _day(post.created_at, tongue, zone), most)
    return clean_text(next(words for words in forms if len(words) <= most))


def _forms(post: Post, tongue: _Tongue, day: str, most: int) -> Iterator[str]:
    """The request, ever shorter; the last of them fits wherever a post does."""
    who = post.author.handle or post.author.name
    # Without their signs: a request is no business of those who follow the tag, or whom the post names.
    tags = " ".join(tag.spelling for tag in post.tags[:_MOST_TAGS])
    about = tongue.about.format(tags=tags) if tags else ""
    requests = (
        partial(tongue.whole.format, who=who, about=about),
        partial(tongue.whole.format, who=who, about=""),
        partial(tongue.brief.format, who=who),
    )
    what = tongue.of.format(day=day)
    if post.url:
        yield from (request(what=tongue.at.format(what=what, url=post.url)) for request in requests)
    words = "" if post.content_warning else " ".join(post.body.text.translate(_NO_SIGNS).split())
    for request in requests if words else ():
        room = most - len(request(what=tongue.quoted.format(what=what, words="")))
        if room >= min(_LEAST_QUOTED, len(words)):
            quoted = _shortened(words, min(_MOST_QUOTED, room))
            yield request(what=tongue.quoted.format(what=what, words=quoted))
    yield tongue.brief.format(who=who, what=f"{what}.")
    yield tongue.brief.format(who=_shortened(who, _LEAST_HANDLE), what=f"{what}.")


def _day(instant: datetime, tongue: _Tongue, zone: tzinfo | None) -> str:
    local = instant.astimezone(zone)
    month = tongue.months[local.month - 1]
    return tongue.day.format(day=local.day, month=month, year=local.year, hour=f"{local:%H:%M}")


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
