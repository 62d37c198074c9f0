"""The drawn family: look, walk, find, correct one person, save the sheet."""
