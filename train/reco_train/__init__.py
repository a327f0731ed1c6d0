"""Trains Reco's models from rows that the replay wrote and publishes them to the registry."""

import os

__version__ = "0.1.0"

# Read by NumPy when it loads. The matrices here are small: where other work shares the cores,
# OpenBLAS threads that spin for each other made a fit 3 times slower, and alone hardly faster.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Read by JAX when it loads. Half of the cores leaves the others to a node that serves beside. Where
# more runs than there are cores, two threads that wait for each other are far slower than one.
_threads = max(1, (os.cpu_count() or 1) // 2)
os.environ.setdefault("NPROC", str(_threads))
os.environ.setdefault("PJRT_NPROC", str(_threads))
if _threads == 1:
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
