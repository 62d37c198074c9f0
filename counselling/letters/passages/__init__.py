"""Passages: what several letters say in the same words."""
