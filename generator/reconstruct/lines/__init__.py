"""A page's lines: where each stands, how wide it was set, and what it says that it is there."""
