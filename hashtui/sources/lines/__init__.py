"""A file of JSON Lines in the public form, or a stream of them: how mail, gateways and scripts join a wall."""
