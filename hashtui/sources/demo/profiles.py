"""What the profiles of the made-up people say beside their bios. It draws nothing from the event's own chance."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zlib import crc32

from hashtui.post.clean import clean_line, real_host
from hashtui.post.post import Author, ProfileField

_FIRST_DAY = datetime(2017, 1, 1, tzinfo=UTC)
_DAYS = 3_200
_PRONOUNS = {"fr": ("elle", "il", "iel"), "en": ("she/her", "he/him", "they/them")}


def profiled(author: Author, language: str, *, has_fields: bool) -> Author:
    """The same person with counts and a first day; where their network has fields, with some of those."""
    random = Random(crc32(author.key.encode()))
    fields: list[ProfileField] = []
    for link in author.verified if has_fields else ():
        name = "Site" if language == "fr" else "Website"
        fields.append(ProfileField(clean_line(name), real_host(link) or link, link, verified=True))
    if has_fields and not author.bot and random.random() < 0.5:
        name = "Pronoms" if language == "fr" else "Pronouns"
        fields.append(ProfileField(clean_line(name), clean_line(random.choice(_PRONOUNS[language]))))
    return replace(
        author,
        fields=tuple(fields),
        following=int(10 ** random.gauss(2.2, 0.4)),
        posts=int(10 ** random.gauss(2.9, 0.6)),
        since=_FIRST_DAY + timedelta(days=random.randrange(_DAYS)),
    )
