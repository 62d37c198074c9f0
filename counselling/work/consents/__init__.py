"""What people agreed to, and research that only they are in who agreed to it."""
