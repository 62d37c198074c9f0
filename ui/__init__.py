"""The desk: the only storey that knows Qt."""
