"""Ways into a vault: one file a kind, one line in the registry."""
