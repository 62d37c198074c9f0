"""The window around the pages: rail, header, shortcuts, and Ctrl+K."""
