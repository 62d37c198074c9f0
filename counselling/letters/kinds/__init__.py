"""The kinds of letters: one file a kind, one line each in counselling/letters/registry.py."""
