"""Families read from files and written into them."""
