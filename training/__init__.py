"""Makes ``generator/scores/*.json.gz`` from texts, and from pages with their gold.

``docs/training.md`` takes you through it.
"""
