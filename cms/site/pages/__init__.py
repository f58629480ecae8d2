"""What the pages of each type show beside their own text."""
