"""Settings of this desk: declared fields with words, kept as TOML."""
