"""The vault: encrypted, append-only, with a history and a record of who saw what."""
