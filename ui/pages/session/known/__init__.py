"""What the page knows, as values, and what each event makes of it."""
