"""A family placed, drawn, checked, and told in words."""
