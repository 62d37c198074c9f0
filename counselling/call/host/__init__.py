"""The counsellor’s end of a call."""
