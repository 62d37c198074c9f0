"""What stands beside the drawing: cards, and panels asked for by a button."""
