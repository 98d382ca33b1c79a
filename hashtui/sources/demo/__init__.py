"""The built-in event: made-up people talk about #capcomnet and #paris20 for a day. A source like any other."""
