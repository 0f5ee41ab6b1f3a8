"""Parley reads the news about trade negotiations and keeps the books."""

import os

__version__ = "0.1.0"

# For matrices as small as the parser's a second thread of OpenBLAS only spins (a third slower on a free
# machine, three times on a busy one). It is read once, when NumPy is loaded, so it must stand here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
