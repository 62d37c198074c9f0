"""Who reads a family, at every desk: turns of its key that all readers are told of."""
