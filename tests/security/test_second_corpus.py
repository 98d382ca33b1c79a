"""Every entry of the corpus made by rules becomes just what its rule says, and cleaning it again changes nothing."""

import unicodedata

from tests.security import adapter
from tests.security.second_corpus import Sink, entries

SINKS = {
    Sink.BODY: adapter.body,
    Sink.NAME: adapter.name,
    Sink.HTML: adapter.html,
    Sink.LOG: adapter.log,
    Sink.URL_OPEN: adapter.url_open,
    Sink.URL_DISPLAY: adapter.url_display,
    Sink.URL_FETCH: adapter.url_fetch,
}


def _composed(wanted: str | bool | None) -> str | bool | None:
    return unicodedata.normalize("NFC", wanted) if isinstance(wanted, str) else wanted


def test_every_entry_becomes_what_its_rule_says() -> None:
    failures = {
        entry.name: (entry.written[:60], got)
        for entry in entries()
        if (got := SINKS[entry.sink](entry.written)) != _composed(entry.wanted)
    }

    assert failures == {}


def test_the_corpus_is_not_small() -> None:
    assert len(list(entries())) > 1000
    assert {entry.sink for entry in entries()} == set(Sink)
