"""What the law gives a person whose data are kept."""
