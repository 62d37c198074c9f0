"""The core: what the program knows of families, risk, meetings and letters, without a screen."""
