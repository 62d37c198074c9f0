"""The risk models, one a file."""
