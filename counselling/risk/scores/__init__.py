"""Published scores: answers in, points or probabilities out, one file each."""
