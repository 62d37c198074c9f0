"""Entries of families going between desks through a relay that cannot read them."""
