"""Users: who may come in, as what, by what."""
