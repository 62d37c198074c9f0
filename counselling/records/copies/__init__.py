"""Copies of the whole vault: backups, restoring, a new key."""
