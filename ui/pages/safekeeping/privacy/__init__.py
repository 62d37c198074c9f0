"""Requests of people whose facts are kept."""
