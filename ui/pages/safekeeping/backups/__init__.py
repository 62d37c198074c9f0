"""Backups, and a new vault key."""
