"""What templates ask for about texts of blocks."""
