"""Cameras, microphones, loudspeakers and screens of this computer."""
