"""What many posts say when they are read together: their words, peaks, digest, people, links and warnings."""
