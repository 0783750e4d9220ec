"""The seeds: which files are pages, what lies beside them, and how each is read."""
