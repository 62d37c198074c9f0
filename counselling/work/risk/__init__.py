"""What the models say about a person, and how they were checked."""
