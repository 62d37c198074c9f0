"""The open family: read from the vault, changed, undone, selected and looked at."""
