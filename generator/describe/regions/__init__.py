"""Divisions of China: found, told from words and from one another; where an article is."""
