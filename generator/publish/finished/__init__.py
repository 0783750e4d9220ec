"""Pages of our own making as finished HTML."""
