"""How parts stand: scrolled, in the middle, in columns, side by side."""
