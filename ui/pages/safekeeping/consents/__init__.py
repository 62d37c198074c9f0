"""What was consented to, withdrawn and signed."""
