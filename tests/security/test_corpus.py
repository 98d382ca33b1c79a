"""Every entry of the hostile corpus, through every sink the program has."""

import importlib.util
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.security import adapter

BYTES = ("sse", "feed", "json")


@pytest.fixture(scope="module")
def folder() -> Path:
    place = os.environ.get("HASHTUI_SHARED")
    if not place:
        pytest.skip("HASHTUI_SHARED names no folder with the hostile corpus")
    return Path(place) / "hostile"


@pytest.fixture(scope="module")
def checker(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_corpus", folder / "check_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_entry_gets_through_a_sink_that_exists(folder: Path, checker: ModuleType) -> None:
    failures = list(_failures(folder, checker))

    assert failures == []


def _failures(folder: Path, checker: ModuleType) -> Iterator[str]:
    for line in (folder / "open.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        sink = getattr(adapter, entry["expected"]["sink"], None)
        if not callable(sink):
            continue
        value = checker.value(entry)
        if entry["expected"]["sink"] in BYTES:
            value = value.encode("utf-8", "surrogatepass")
        began = time.perf_counter()
        bad = checker.check(entry, sink(value), (time.perf_counter() - began) * 1000)
        if bad:
            yield f"{entry['id']} ({entry['why']}): {'; '.join(bad)[:300]}"
