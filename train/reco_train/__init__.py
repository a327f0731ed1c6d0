"""Trains Reco's models from rows that the replay wrote and publishes them to the registry."""

import os

__version__ = "0.1.0"

# Read by NumPy when it loads. The matrices here are small: where other work shares the cores,
# OpenBLAS threads that spin for each other made a fit 3 times slower, and alone hardly faster.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
