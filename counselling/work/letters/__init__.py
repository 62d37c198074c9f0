"""Letters of a family: written, reviewed, sealed, kept."""
