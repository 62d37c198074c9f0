"""Every capability without a screen; one file a command."""
