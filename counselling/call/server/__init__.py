"""What is said to the rendezvous server and through it."""
