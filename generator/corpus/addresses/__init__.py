"""Addresses that last: the ledger, ids of articles, and what stands where something was."""
