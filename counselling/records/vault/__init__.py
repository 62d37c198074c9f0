"""The open vault: what an act is, who may do it, how rows are sealed."""
