"""What to ask next: the gaps of a family history, weighed, in words, and short answers to them."""
