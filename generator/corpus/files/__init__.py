"""Files and folders: written whole, only ours replaced, here or on object storage."""
