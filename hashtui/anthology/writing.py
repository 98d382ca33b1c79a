"""Puts an anthology on the disk: whole or not at all, and over nothing that is there without being asked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.formats import Format, files_of
from hashtui.config.writing import PRIVATE, write_new, write_whole
from hashtui.errors import UsageError


def place_of(name: str, folder: Path) -> Path:
    """The file of that name, in the folder unless it says another place. UsageError when it cannot be one."""
    if "\0" in name:
        raise UsageError(f"{name!r} is no name of a file")
    try:
        return folder / Path(name).expanduser()
    except RuntimeError as error:
        raise UsageError(f"{name}: there is no such home directory") from error


def taken_places(path: Path, form: Format) -> tuple[Path, ...]:
    """Those of its files that are there already. UsageError when nothing can be written there, in words."""
    try:
        if path.is_dir():
            raise UsageError(f"{path} is a directory: name a file in it")
        if not path.parent.is_dir():
            raise UsageError(f"there is no directory {path.parent}")
        taken = tuple(place for place in files_of(form, path).values() if place.exists() or place.is_symlink())
        for place in taken:
            if not place.is_file():
                raise UsageError(f"{place} is no ordinary file")
    except OSError as error:
        raise UsageError(f"{error.filename or path} cannot be written: {error.strerror}") from error
    return taken


def write_anthology(anthology: Anthology, form: Format, path: Path, *, force: bool) -> tuple[Path, ...]:
    """Write it there, and what stands beside it; where that is. UsageError when it cannot be.

    Without `force` what is there stays. Each file is written whole or not at all; which are there when another cannot
    be is said. It takes a moment: not for the event loop.
    """
    done: list[Path] = []
    places: Mapping[str, Path] = files_of(form, path)
    for suffix, octets in form.write(anthology).items():
        place = places[suffix]
        try:
            if force:
                write_whole(place, octets, place.stat().st_mode & 0o777 if place.exists() else PRIVATE)
            else:
                write_new(place, octets)
        except FileExistsError as error:
            raise UsageError(f"{place} exists{_but(done)}") from error
        except OSError as error:
            raise UsageError(f"{place} cannot be written: {error.strerror}{_but(done)}") from error
        done.append(place)
    return tuple(places.values())


def _but(done: Sequence[Path]) -> str:
    return f"; {' and '.join(map(str, done))} is written" if done else ""
