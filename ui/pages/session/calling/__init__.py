"""The line and this computer's devices, and what is measured and told of them."""
