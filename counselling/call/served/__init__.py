"""More than five people: lines over the clinic’s media server."""
