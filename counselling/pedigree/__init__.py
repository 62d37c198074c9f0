"""Families as immutable values: people, parents, partners, twins, and edits to them."""
