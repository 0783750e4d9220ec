"""The site's own words: what facts, doubts, dates and lists are called in Chinese."""
