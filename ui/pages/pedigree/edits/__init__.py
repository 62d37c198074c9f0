"""What is told of people and couples, as Edits made of what was typed."""
