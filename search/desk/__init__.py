"""Wagtail's search at the desk, with the archive's knowledge of German: a backend for the explorer, choosers and lists."""

from search.desk.backend import DeskSearch as SearchBackend

__all__ = ["SearchBackend"]
