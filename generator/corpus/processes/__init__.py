"""Processes beside ours: workers here or in a cluster, and those that read hostile files."""
