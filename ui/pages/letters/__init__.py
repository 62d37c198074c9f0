"""The letters: what the vault holds, a letter to look at, a new one, one saved as a file."""
