"""Bluesky: the firehose of the whole network through Jetstream, filtered here, and what its HTTP API adds."""
