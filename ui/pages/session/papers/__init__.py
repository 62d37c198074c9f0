"""What is written: agenda, notes, consents, proposals, past and planned sessions."""
