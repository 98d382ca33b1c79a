"""Nostr relays: notes asked for by tag, each checked by its signature, for relays may lie."""
