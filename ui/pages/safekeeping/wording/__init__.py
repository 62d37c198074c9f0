"""Wordings of letters, and who signed them off."""
