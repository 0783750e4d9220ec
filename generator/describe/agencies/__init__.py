"""Public bodies and their officers: found, completed, told apart by what they do."""
