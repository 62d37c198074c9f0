"""The list of families, and one of them on the desk."""
