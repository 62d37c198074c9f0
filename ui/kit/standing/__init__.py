"""Pages, where the desk stands, and what a role may not do."""
