"""What is fetched of what stands in a stranger's post, and what is not."""

import pytest

from hashtui.clock import HandClock
from hashtui.errors import Malformed, RateLimited, Refused, SourceError, Unreachable
from hashtui.wire import Answer, Wire
from hashtui.wire.picture import fetch_picture

CAT = "https://files.example/cat.png"


class Told(Wire):
    """Answers with what is written down, and notes how it was asked."""

    def __init__(self, status: int = 200, kind: str | None = "image/png", body: bytes = b"octets") -> None:
        super().__init__(HandClock())
        self._answer = Answer(CAT, status, () if kind is None else (("content-type", kind),), body)
        self.asked: list[tuple[str, dict[str, object]]] = []

    async def get(self, url: str, **how: object) -> Answer:
        self.asked.append((url, how))
        return self._answer


@pytest.mark.parametrize("kind", ["image/png", "IMAGE/JPEG; charset=binary", "image/webp "])
async def test_a_picture_is_asked_for_without_a_token_and_may_be_elsewhere(kind: str) -> None:
    wire = Told(kind=kind)

    assert await fetch_picture(wire, CAT) == b"octets"
    ((url, how),) = wire.asked
    assert url == CAT
    assert how == {"headers": {"Accept": "image/*"}, "deadline": 20.0, "elsewhere": True}


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example/cat.png",
        "https://127.0.0.1/cat.png",
        "https://[::1]/cat.png",
        "https://10.0.0.7/cat.png",
        "https://169.254.169.254/latest/meta-data",
        "https://0x7f000001/cat.png",
        "https://[::ffff:192.168.1.1]/cat.png",
        "https://localhost/cat.png",
        "https://router/cat.png",
        "https://printer.local/cat.png",
        "https://me:secret@files.example/cat.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "https://files.example/ cat.png",
        "",
    ],
)
async def test_what_is_no_address_on_the_internet_is_not_asked(url: str) -> None:
    wire = Told()

    with pytest.raises(Refused, match="only https, and nothing private"):
        await fetch_picture(wire, url)

    assert wire.asked == []


@pytest.mark.parametrize(
    ("wire", "error", "said"),
    [
        (Told(404), Unreachable, r"files.example does not give it \(404\)"),
        (Told(204), Unreachable, r"\(204\)"),
        (Told(429), RateLimited, r"\(429\)"),
        (Told(kind="text/html; charset=utf-8"), Malformed, "gives text/html instead of a picture"),
        (Told(kind=None), Malformed, "gives something instead"),
        (Told(kind="\x1b[2Jimages"), Malformed, "gives ␛"),
    ],
    ids=["missing", "no content", "too often", "a page", "untold", "hostile"],
)
async def test_what_comes_instead_of_a_picture_is_named(wire: Told, error: type[SourceError], said: str) -> None:
    with pytest.raises(error, match=said):
        await fetch_picture(wire, CAT)


async def test_no_leave_is_offered_for_a_place_that_a_stranger_names() -> None:
    class Refusing(Told):
        async def get(self, url: str, **how: object) -> Answer:
            raise Refused(f"{url} leads to the private address 10.1.2.3; if that is meant, set insecure = true")

    with pytest.raises(Refused, match=r"private address 10\.1\.2\.3$"):
        await fetch_picture(Refusing(), CAT)
