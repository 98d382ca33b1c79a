"""What became of a file since it was looked at last."""

from pathlib import Path

from hashtui.sources.lines.growing import CHUNK, MARK, Fate, GrowingFile
from hashtui.sources.lines.place import Place, open_place
from tests.sources.lines.saying import append, move_away, remove, write


def read_whole(path: Path) -> GrowingFile:
    """The file, read to its end."""
    file = GrowingFile(str(path), open_place(Place(str(path))))
    while file.read():
        pass
    return file


def test_a_file_that_only_grows_is_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "f", b"first\n")
    file = read_whole(path)
    fates = [file.fate()]

    for number in range(5):
        append(path, f"{number}: {'x' * MARK}\n".encode())
        fates.append(file.fate())
        while file.read():
            pass
        fates.append(file.fate())

    assert fates == [Fate.SAME] * 11


def test_a_file_that_is_shorter_than_what_was_read_is_another(tmp_path: Path) -> None:
    path = write(tmp_path / "f", b"x" * (CHUNK + 10) + b"\n")
    file = read_whole(path)

    write(path, b"x" * CHUNK)

    assert file.fate() is Fate.REWRITTEN


def test_a_file_with_other_words_where_reading_stopped_is_another(tmp_path: Path) -> None:
    path = write(tmp_path / "f", b"one\n", b"two\n")
    file = read_whole(path)
    append(path, b"three\n")
    assert file.read()

    write(path, b"one\n", b"two\n", b"THREE\n", b"four\n")

    assert file.fate() is Fate.REWRITTEN


def test_what_was_written_anew_is_said_once_and_read_from_its_start(tmp_path: Path) -> None:
    path = write(tmp_path / "f", b"one\n", b"two\n")
    file = read_whole(path)
    write(path, b"other\n")

    assert file.fate() is Fate.REWRITTEN
    file.rewind()

    assert file.fate() is Fate.SAME
    assert file.read()
    cut = file.cutter.line()
    assert cut is not None
    assert (cut.number, cut.octets) == (1, b"other")


def test_a_name_that_is_gone_or_anothers_is_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "f", b"one\n")
    file = read_whole(path)

    move_away(path)
    gone = file.fate()
    write(path, b"one\n")
    replaced = file.fate()
    remove(path)

    assert (gone, replaced, file.fate()) == (Fate.GONE, Fate.REPLACED, Fate.GONE)
    assert file.size == len(b"one\n")


def test_a_stretch_that_is_not_there_is_empty(tmp_path: Path) -> None:
    file = read_whole(write(tmp_path / "f", b"one\n"))

    assert (file.again(0, 3), file.again(99, 3), file.again(-5, 3)) == (b"one", b"", b"")
