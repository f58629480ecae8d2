"""What Litfass knows about words: pure functions, the same for every engine."""
