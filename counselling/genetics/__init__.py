"""Genotypes through a family: exact peeling, with or without loops."""
