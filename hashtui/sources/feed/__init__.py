"""Feeds of a tag: RSS, Atom and JSON Feed, fetched politely and read without making anything up."""
