"""Its block takes its time."""
