"""Screenshots for the README, taken from the demo."""
