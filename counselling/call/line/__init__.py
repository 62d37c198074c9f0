"""One line between two ends: what is heard on it, how it is made and kept."""
