"""What a key asks for, what it offers, and what the answers do."""
