"""The door: open a vault, create one, or look at the demo."""
