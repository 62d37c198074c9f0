"""The truth: entries of a family woven into one, and what is read off it."""
