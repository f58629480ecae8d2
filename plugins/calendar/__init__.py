"""Calendars: what takes place, as calendar programs understand it."""
