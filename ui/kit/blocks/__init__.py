"""What cards are made of: titles, facts, questions, what went wrong."""
