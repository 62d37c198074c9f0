"""Who did what to whose record, and whether the chain is whole."""
