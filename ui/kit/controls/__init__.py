"""What is pressed, typed into and chosen from."""
