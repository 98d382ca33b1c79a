"""Where things are kept."""

from pathlib import Path

from hashtui.config.places import usual_places


def test_the_places_are_those_of_xdg(home: Path) -> None:
    places = usual_places()

    assert places.config == home / ".config/hashtui/config.toml"
    assert places.trust == home / ".config/hashtui/trust.toml"
    assert places.session == home / ".local/state/hashtui/session.toml"
    assert places.log == home / ".local/state/hashtui/hashtui.log"
    assert places.data == home / ".local/share/hashtui"
    assert not places.config.parent.exists()
