"""The configuration was saved while the dashboard runs: what of it is another now."""

from collections.abc import Iterator

from hashtui.tui.dashboard import Dashboard, Fresh


def what_changed(setup: Dashboard, fresh: Fresh) -> tuple[str, ...]:
    """What changes at once, in words for the footer."""
    return tuple(_changes(setup, fresh))


def _changes(setup: Dashboard, fresh: Fresh) -> Iterator[str]:
    look, now = setup.look, fresh.look
    for name, before, after in (
        ("theme", look.theme, now.theme),
        ("times", look.time, now.time),
        ("density", look.density, now.density),
        ("drip", look.drip, now.drip),
        ("keys", dict(setup.keys), dict(fresh.keys)),
        ("rules", setup.rules, fresh.rules),
    ):
        if before != after:
            yield name


def reload_words(changed: tuple[str, ...], fresh: Fresh) -> str:
    """What the footer says: what is wrong and where, or what is new."""
    if fresh.trouble:
        return f"{fresh.trouble} · the configuration of before stays in force"
    return " · ".join(piece for piece in (fresh.said, ", ".join(changed)) if piece)
