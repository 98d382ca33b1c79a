"""What is said: posts, authors, tags and text as frozen values, without input, output or framework."""
