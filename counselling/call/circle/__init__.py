"""Lines between guests, whom the host introduces to each other."""
