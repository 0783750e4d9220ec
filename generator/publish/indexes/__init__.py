"""The ways in: home, indexes of lists, tags, pages, notices, amounts."""
