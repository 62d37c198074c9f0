"""Sound and picture: engines, devices, what is sent on a bad line, and what is measured."""
