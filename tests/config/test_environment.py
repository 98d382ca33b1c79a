"""Nothing in the environment steers the screen but what a person may choose."""

from hashtui.config.environment import scrub_environment


def test_only_the_theme_and_the_animations_are_left_to_the_person() -> None:
    environ = {
        "HOME": "/home/a",
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": "/tmp/x",
        "TEXTUAL_PRESS": "q",
        "TEXTUAL_FPS": "1",
        "TEXTUAL_THEME": "nord",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUALISE": "1",
    }

    scrub_environment(environ)

    assert environ == {
        "HOME": "/home/a",
        "TEXTUAL_FPS": "120",
        "TEXTUAL_THEME": "nord",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUALISE": "1",
    }
