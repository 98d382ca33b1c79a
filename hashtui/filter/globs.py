"""Names with `*` for anything and `?` for one character."""

import re
from collections.abc import Callable
from fnmatch import translate

Fits = Callable[[str], bool]
"""Whether a name in lower case fits."""


def has_wildcard(glob: str) -> bool:
    """It means more than one name."""
    return "*" in glob or "?" in glob


def read_glob(glob: str) -> Fits:
    """What fits the glob, whole; case does not count. The time is linear in the name, whatever the glob."""
    lowered = glob.lower()
    if not has_wildcard(lowered):
        return lowered.__eq__
    fits = re.compile(translate(lowered.replace("[", "[[]"))).match
    return lambda name: fits(name) is not None


def read_handle(glob: str) -> Fits:
    """What fits the handle with its `@`; without a host, the handle at any host."""
    name = "@" + glob.removeprefix("@").lower()
    if has_wildcard(name):
        anywhere = read_glob(f"{name}@*")
        whole = read_glob(name)
        return whole if "@" in name[1:] or name.endswith("*") else lambda handle: whole(handle) or anywhere(handle)
    if "@" in name[1:]:
        return name.__eq__
    begins = f"{name}@"
    return lambda handle: handle == name or handle.startswith(begins)
