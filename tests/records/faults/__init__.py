"""Disks that fail and power that is cut, for the real vault in a process of its own."""
