"""Families that several people read, and what they said differently."""
