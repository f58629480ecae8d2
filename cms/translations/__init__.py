"""The German catalogues: what the source says, what is translated, and what is amiss."""
