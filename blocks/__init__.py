"""The vocabulary of structured text."""
