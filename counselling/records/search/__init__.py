"""Finding people and letters."""
