"""Who did what: rows read, verified, exported; what is unusual; whether all is whole."""
