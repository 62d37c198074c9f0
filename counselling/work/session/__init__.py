"""A session from its appointment to what was left of it."""
