"""Family history as it is typed, and the questions it answers."""
