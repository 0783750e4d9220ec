"""Dates: how they are printed, which year they are of, and the day of an article and a page."""
