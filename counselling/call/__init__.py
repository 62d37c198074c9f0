"""The line: invitation, sealed signalling, media and the shared board."""
