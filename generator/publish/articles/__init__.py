"""The page of one article: its text, the panel of its facts, its neighbours."""
