"""The two forms in which `tail` prints: text for people, JSON for programs."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from hashtui.cli.post_text import TextBlocks
from hashtui.post.json import (
    EDITED,
    POST,
    boost_object,
    deletion_object,
    gap_object,
    json_line,
    post_object,
    report_object,
)
from hashtui.post.sighting import Admitted, Boost, Deletion, Gap, Report
from hashtui.reading.standing import Standing
from hashtui.reading.trust import trust_object


class Form(Protocol):
    """How posts and events are written; an empty text is not printed."""

    def post(self, admitted: Admitted, *, edited: bool, panes: Sequence[str], standing: Standing) -> str:
        """A post in its newest state, and what its author is to the person."""
        ...

    def deletion(self, admitted: Admitted, deletion: Deletion) -> str:
        """That a printed post is gone."""
        ...

    def boost(self, boost: Boost) -> str:
        """That a printed post was passed on."""
        ...

    def status(self, heard: Gap | Report) -> str:
        """How a source is."""
        ...


class JsonForm:
    """One JSON object a line."""

    def post(self, admitted: Admitted, *, edited: bool, panes: Sequence[str], standing: Standing) -> str:
        event = EDITED if edited else POST
        return json_line(post_object(admitted, event=event, panes=panes, trust=trust_object(standing)))

    def deletion(self, admitted: Admitted, deletion: Deletion) -> str:
        # A copy that went last may bear another key than the post was printed under.
        return json_line(deletion_object(replace(deletion, key=admitted.sighting.post.key)))

    def boost(self, boost: Boost) -> str:
        return json_line(boost_object(boost))

    def status(self, heard: Gap | Report) -> str:
        return json_line(report_object(heard) if isinstance(heard, Report) else gap_object(heard))


class Silence:
    """Nothing is printed: one listens for something else."""

    def post(self, admitted: Admitted, *, edited: bool, panes: Sequence[str], standing: Standing) -> str:
        return ""

    def deletion(self, admitted: Admitted, deletion: Deletion) -> str:
        return ""

    def boost(self, boost: Boost) -> str:
        return ""

    def status(self, heard: Gap | Report) -> str:
        return ""


class TextForm:
    """Blocks of text; how sources are is said on stderr and not here, who passes posts on nowhere."""

    def __init__(self, *, color: bool, wraps: bool, names_panes: bool, ascii_only: bool = False) -> None:
        self._color = color
        self._ascii_only = ascii_only
        self._wraps = wraps
        self._names_panes = names_panes

    def post(self, admitted: Admitted, *, edited: bool, panes: Sequence[str], standing: Standing) -> str:
        named = panes if self._names_panes else ()
        return self._blocks().post(admitted.sighting.post, edited=edited, panes=named, level=standing.level)

    def deletion(self, admitted: Admitted, deletion: Deletion) -> str:
        return self._blocks().deletion(admitted.sighting.post, deletion.received_at)

    def boost(self, boost: Boost) -> str:
        return ""

    def status(self, heard: Gap | Report) -> str:
        return ""

    def _blocks(self) -> TextBlocks:
        """Measured anew for every post: the window may have changed."""
        width = None
        if self._wraps and sys.stdout is not None:
            try:
                width = os.get_terminal_size(sys.stdout.fileno()).columns or None
            except (OSError, ValueError):
                width = None
        return TextBlocks(color=self._color, width=width, ascii_only=self._ascii_only)
