"""The configuration, from its text to its values."""
