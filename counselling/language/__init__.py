"""Words: one language as a value, messages with plural and select, numbers and dates."""
