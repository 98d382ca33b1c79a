"""Hostile input against the real program."""
