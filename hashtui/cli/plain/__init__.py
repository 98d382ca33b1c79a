"""`--plain`: hashtui in words alone. Posts as sentences to a pipe, a conversation on a terminal; nothing is drawn."""
