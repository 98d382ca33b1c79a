"""hashtui follows several hashtags at once, live, across networks, in a terminal."""

__version__ = "0.1.0"
