"""Looking after the records: audit, users, backups, requests; a panel each."""
