"""Topics and fields of life, and the terms that the headlines of a corpus share."""
