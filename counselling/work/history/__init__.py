"""Family history as it is typed: notes, answers, and what to ask next."""
