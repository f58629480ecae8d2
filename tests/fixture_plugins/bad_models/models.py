"""Fails while Django loads models."""

raise RuntimeError("Die Tabelle fehlt")
