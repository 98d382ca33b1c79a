"""Puts an anthology on the disk: whole or not at all, and over nothing that is there without being asked."""

from collections.abc import Mapping
from pathlib import Path

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.formats import Format, files_of
from hashtui.config.writing import PRIVATE, write_new, write_whole
from hashtui.errors import UsageError


def check_places(path: Path, form: Format) -> None:
    """UsageError when nothing can be written there, in words."""
    if path.is_dir():
        raise UsageError(f"{path} is a directory: name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"there is no directory {path.parent}")
    for place in files_of(form, path).values():
        if place.exists() and not place.is_file():
            raise UsageError(f"{place} is no ordinary file")


def taken_places(path: Path, form: Format) -> tuple[Path, ...]:
    """Those of its files that are there already."""
    return tuple(place for place in files_of(form, path).values() if place.exists())


def write_anthology(anthology: Anthology, form: Format, path: Path, *, force: bool) -> tuple[Path, ...]:
    """Write it there, and what stands beside it; where that is. UsageError when it cannot be.

    Without `force` what is there stays. It takes a moment: not for the event loop.
    """
    places: Mapping[str, Path] = files_of(form, path)
    for suffix, octets in form.write(anthology).items():
        place = places[suffix]
        try:
            if force:
                write_whole(place, octets, place.stat().st_mode & 0o777 if place.exists() else PRIVATE)
            else:
                write_new(place, octets)
        except FileExistsError as error:
            raise UsageError(f"{place} exists") from error
        except OSError as error:
            raise UsageError(f"{place} cannot be written: {error.strerror}") from error
    return tuple(places.values())
