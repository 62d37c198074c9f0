"""The meeting as values: notes, agenda, who is in the room."""
