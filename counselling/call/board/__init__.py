"""The picture that all look at: snapshots, patches, and what is said about it."""
