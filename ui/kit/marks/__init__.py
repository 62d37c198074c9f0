"""The smallest things: roles, tones, labels, icons, ticks."""
