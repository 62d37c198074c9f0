"""Family histories typed as a nurse writes them: words in, edits, echoes and questions out."""
