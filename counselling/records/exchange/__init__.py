"""Families that travel: between vaults, in sealed files, over a relay."""
