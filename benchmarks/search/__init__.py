"""What search costs and finds, measured in a browser: ``python -m benchmarks.search --help``."""
