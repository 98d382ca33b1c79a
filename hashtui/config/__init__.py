"""What the person set, what the program remembers, and where both are kept."""
