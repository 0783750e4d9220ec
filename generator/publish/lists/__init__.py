"""Lists of articles: which there are, their pages, feeds, bars and maps."""
