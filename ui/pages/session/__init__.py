"""The session: the call, the shared picture, the notes that are never lost, past sessions."""
