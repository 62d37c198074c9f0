"""What lies beside a family: sessions and notes, documents, consents."""
