"""What a reader makes of the posts: pure, synchronous, without a clock."""
