"""What is written beside sound and picture: messages, files, captions, hands, pauses."""
