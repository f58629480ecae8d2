"""Brings an installation up on one machine: everything between a fresh clone and a served page."""
