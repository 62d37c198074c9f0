"""Users of a vault: invited, let in, in which role, with which codes and sheets."""
