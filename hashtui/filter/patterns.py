"""Patterns that a person writes, on engines in which none can run away."""

import re
from collections.abc import Callable

try:
    import re2
except ImportError:  # no wheel for this machine
    re2 = None
try:
    import regex
except ImportError:
    regex = None

Search = Callable[[str], bool]
"""Whether the pattern is found in a text."""

MOST_COUNTED = 300
"""Places that counting in a pattern may make of one: the time for a text grows with each."""
MOST_MEMORY = 2 << 20
"""Bytes for one pattern. With more of them RE2 builds ever new states on a hostile text: slower than doing without."""
LONGEST_SEARCH = 0.01
"""Seconds for one text, where nothing but a time limit bounds the engine."""
MOST_LATE = 20
"""Texts for which the time may run out: then the pattern is given up, or it would hold everything up on every text."""
_NAMED = re.compile(r"\(\?P?<([A-Za-z_]\w*)>")
_PLACE = re.compile(
    r"(?P<literal>\\Q.*?(?:\\E|\Z)|\\[^pP])|\\[pP](?:\{\^?\w+\}|\w)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\.",
    re.DOTALL,
)
"""What matches one character of many; signs that mean themselves are passed over."""
_COUNT = re.compile(r"(?P<literal>\\Q.*?(?:\\E|\Z)|\\.)|\{\d+(?:,\d*)?\}\??", re.DOTALL)
_TRIALS = ("a" * 5_000 + "!", "x" * 5_000, "0" * 5_000, " \t" * 2_500, "aA0 " * 1_250)


def read_pattern(written: str, *, ignores_case: bool) -> Search:
    """What looks for the pattern. ValueError when it is none, or one that may take for ever."""
    names: list[str] = _NAMED.findall(written)
    if len(set(names)) < len(names):
        raise ValueError("the pattern names two groups the same")
    if re2 is not None:
        return _linear(written, ignores_case)
    if regex is not None:
        return _timed(written, ignores_case)
    raise ValueError("patterns need the package google-re2, or regex where there is no google-re2: pip install regex")


def _linear(written: str, ignores_case: bool) -> Search:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MOST_MEMORY
    options.never_capture = True
    options.case_sensitive = not ignores_case
    try:
        search = re2.compile(written.encode(), options).search
        places = _PLACE.sub(lambda found: found["literal"] or "a", written)
        counted = re2.compile(places.encode(), options).programsize
        plain = re2.compile(_COUNT.sub(lambda found: found["literal"] or "", places).encode(), options).programsize
    except re2.error as error:
        raise ValueError(_reason(error)) from error
    except UnicodeEncodeError as error:
        raise ValueError("the pattern holds bytes that are no text") from error
    if counted - plain > MOST_COUNTED:
        raise ValueError("the pattern counts too far: smaller numbers in `{…}`, or `+`")
    return lambda text: search(text.encode()) is not None


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    reason = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if reason.startswith("invalid perl operator"):
        return f"the pattern asks for what is not known here ({reason}): no look-ahead, no look-behind"
    if reason.startswith("invalid escape sequence"):
        return f"the pattern has an escape that is not known here ({reason}): no back-references"
    return f"the pattern makes no sense: {reason}"


def _timed(written: str, ignores_case: bool) -> Search:
    """A text for which the time runs out is one in which the pattern is not found; after some it is sought no more."""
    try:
        compiled = regex.compile(written, regex.IGNORECASE if ignores_case else 0)
        for text in _TRIALS:
            compiled.search(text, timeout=LONGEST_SEARCH)
    except regex.error as error:
        raise ValueError(f"the pattern makes no sense: {error}") from error
    except TimeoutError as error:
        raise ValueError("the pattern could take for ever on a long text") from error

    late = 0

    def search(text: str) -> bool:
        nonlocal late
        if late >= MOST_LATE:
            return False
        try:
            return compiled.search(text, timeout=LONGEST_SEARCH) is not None
        except TimeoutError:
            late += 1
            return False

    return search
