"""Posts as JSON Lines, in the public form: from a file that grows, or from standard input."""
