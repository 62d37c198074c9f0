"""One's own ways in."""
