"""Secret bytes: made, wrapped, kept on locked pages."""
