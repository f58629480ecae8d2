"""Feeds: the addresses of public exporters, and the links that lead to them."""
