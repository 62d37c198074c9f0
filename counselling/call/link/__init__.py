"""What a link is, who is invited by it, and what is agreed before there is a line."""
