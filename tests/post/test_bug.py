"""A bug is told so that one finds it, and so that nobody else speaks in it."""

from hashtui.post.bug import told


def test_a_bug_is_told_without_secrets_controls_or_locals() -> None:
    def fail(token: str) -> None:
        raise ValueError(f"\x1b[2J refused\nAuthorization: Bearer {token}")

    try:
        fail("CANARY".lower())
    except ValueError as error:
        text = told(error)

    assert ("canary" in text, "\x1b" in text, "␛[2J refused" in text, "in fail" in text) == (False, False, True, True)


def test_a_long_traceback_is_cut_in_its_middle() -> None:
    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        raise ValueError(left)

    try:
        deeper(200)
    except ValueError as error:
        lines = told(error).split("\n")

    assert (len(lines) <= 82, lines[0], lines[-1]) == (True, "Traceback (most recent call last):", "ValueError: 0")
