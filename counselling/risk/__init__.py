"""Risk: what the models say, with which inputs, from which source, and what they do not know."""
