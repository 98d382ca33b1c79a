"""What reading posts together is worth, beside the methods others published: `python -m tests.bench.analysis`."""
