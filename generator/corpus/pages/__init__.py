"""All pages through all stages: made, corrected, joined, held in memory as gists."""
