"""Use cases: the only thing that screens and commands call."""
