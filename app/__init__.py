"""The program around the core: composition, command line, rendezvous server."""

import os

# Our matrices are small: on a busy machine threads that wait for each other made a drawing of
# 1,000 people ten times slower. It has to be said before anybody imports numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
