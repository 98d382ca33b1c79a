"""Pictures to test with, made here: no file, no network."""

import io

import pytest

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind

pytest.importorskip("PIL", reason="pictures are an extra: hashtui[pictures]")

from PIL import Image

RED, BLUE = (250, 10, 10), (10, 10, 250)
MEDIA = Media(MediaKind.IMAGE, clean_line("https://files.example/1.png"), clean_text("Red over blue"))


def packed(width: int = 8, height: int = 8, form: str = "PNG", **how: object) -> bytes:
    """A picture, red above and blue below."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (0, height // 2, width, height))
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()
