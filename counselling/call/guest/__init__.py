"""An invited person’s end of a call, without a browser."""
