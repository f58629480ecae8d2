"""View models: what the pages of each type show beside their own text, one file for each type."""
