"""Files of families, in and out; what a file cannot say is told, never dropped in silence."""
