"""Where everybody stands on paper: pure, deterministic, independent of the order of entry."""
