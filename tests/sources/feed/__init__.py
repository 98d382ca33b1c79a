"""Feeds of every shape, on paper and from hostile hands."""
