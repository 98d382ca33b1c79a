"""The filter language: expressions that judge entries, and what they say about the tags to follow."""

from hashtui.filter.complaint import complain
from hashtui.filter.grammar import parse
from hashtui.filter.pane import PaneFilter, read_pane, read_panes, tags_of
from hashtui.filter.terms import TERMS
from hashtui.filter.times import Present

__all__ = ["TERMS", "PaneFilter", "Present", "complain", "parse", "read_pane", "read_panes", "tags_of"]
