"""The program around the core: composition, command line, rendezvous server."""
