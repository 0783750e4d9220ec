"""Pages as printed, issues, and their pictures."""
