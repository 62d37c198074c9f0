"""Work off the UI thread, and the ways back to it."""
