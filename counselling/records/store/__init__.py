"""The encrypted file underneath: engine, one writer, readers, chain and clock."""
