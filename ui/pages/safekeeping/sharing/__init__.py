"""Families given and taken in, and another vault's."""
