"""Feeds: what is new, in the three forms that feed readers understand."""
