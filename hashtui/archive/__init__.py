"""The record one can keep: what was heard, on the disk, written by one thread, read by whoever asks."""
