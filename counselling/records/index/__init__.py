"""Words folded to tokens, and the index that finds them."""
