"""Results of other risk programs, read from their own files and from typed lines."""
