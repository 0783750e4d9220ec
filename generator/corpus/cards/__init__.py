"""Pictures of shared links: their fonts, their colours, and which are drawn."""
