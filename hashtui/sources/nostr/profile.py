"""Who somebody says they are: the profile (kind 0) as an Author."""

from collections.abc import Iterator
from dataclasses import dataclass

from hashtui.errors import Malformed
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_name, clean_text, clean_url
from hashtui.post.post import Author, ProfileField
from hashtui.sources.nostr.event import Event
from hashtui.sources.nostr.text import VIEWER, handle_of
from hashtui.sources.shape import Record, read_record

LONGEST_ABOUT = 2_000
LONGEST_FIELD = 500


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says of themselves; nobody has checked any of it."""

    name: CleanLine
    about: CleanText | None = None
    bot: bool = False
    fields: tuple[ProfileField, ...] = ()
    """Their website, and the `nip05` address they claim; it is no part of their handle, for it need not be theirs."""
    age: tuple[int, str] = (0, "")
    """The newest counts; of two from the same second the one with the lower id (NIP-01)."""

    def is_newer(self, other: "Profile") -> bool:
        """Whether this one counts rather than the other."""
        return (-self.age[0], self.age[1]) < (-other.age[0], other.age[1])


NOBODY = Profile(clean_name(""))
"""What is known of somebody who was not heard of."""


def read_profile(event: Event) -> Profile:
    """The profile this event is; an empty one where its content is no JSON, as some people's is."""
    age = (event.created_at, event.id)
    try:
        record = read_record(event.content)
    except Malformed:
        return Profile(clean_name(""), age=age)
    names = (record.text(key) for key in ("display_name", "displayName", "name"))
    name = next((name for name in names if name and name.strip()), "")
    about = (record.text("about") or "").strip()[:LONGEST_ABOUT]
    words = clean_text(about) if about else None
    return Profile(clean_name(name), words, record.flag("bot"), tuple(_fields(record)), age)


def author_of(pubkey: str, profile: Profile | None) -> Author:
    """The person with this public key, by the name they gave themselves where it is known."""
    known = profile or NOBODY
    handle = handle_of(pubkey)
    return Author(
        key=clean_line(pubkey),
        handle=handle,
        name=known.name,
        url=clean_url(f"https://{VIEWER}/{handle.removeprefix('@')}"),
        bot=known.bot,
        about=known.about,
        fields=known.fields,
    )


def _fields(record: Record) -> Iterator[ProfileField]:
    site = clean_line((record.text("website") or "")[:LONGEST_FIELD])
    if site:
        # Most people leave the scheme out.
        yield ProfileField(clean_line("Website"), site, clean_url(site if "://" in site else f"https://{site}"))
    address = clean_line((record.text("nip05") or "")[:LONGEST_FIELD])
    if address:
        yield ProfileField(clean_line("NIP-05"), address)
