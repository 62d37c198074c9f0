"""What pages are made of: widgets that look right by themselves, and work off the UI thread."""
