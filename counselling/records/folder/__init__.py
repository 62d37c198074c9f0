"""The vault's folder on disk: made, opened, brought up to date, written anew."""
