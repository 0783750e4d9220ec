"""Floor 0: characters, traced text and typography. Knows nothing of newspapers."""
