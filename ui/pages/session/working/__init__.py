"""What is done in a session, each part with its own state; put together, the view model."""
