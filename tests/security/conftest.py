"""The command line, ready to run in a test."""

from tests.cli.conftest import hashtui

__all__ = ["hashtui"]
