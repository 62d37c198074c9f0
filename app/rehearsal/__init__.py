"""A patient who is a program: for the demo without a screen, for rehearsals and for tests."""
