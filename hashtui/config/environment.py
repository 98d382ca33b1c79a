"""The environment as the dashboard wants it: nothing in it steers Textual but what a person may choose."""

from collections.abc import MutableMapping

KEPT = frozenset(("TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"))
FRAMES = "120"
"""Frames a second that Textual may draw at most; at its usual 60 a key waits up to two frames of 17 ms."""


def scrub_environment(environ: MutableMapping[str, str]) -> None:
    """Take Textual's variables out and set the frame rate. Call it before textual is imported, which reads them then.

    TEXTUAL_DRIVER would import any module, TEXTUAL_LOG write any file, TEXTUAL_PRESS type keys; TEXTUAL switches on
    its debugging.
    """
    for name in [name for name in environ if name == "TEXTUAL" or name.startswith("TEXTUAL_")]:
        if name not in KEPT:
            del environ[name]
    environ["TEXTUAL_FPS"] = FRAMES
