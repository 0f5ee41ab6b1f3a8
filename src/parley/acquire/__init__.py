"""Stage 1: from addresses, files, folders and feeds to pages, bounded and never into a private network."""

from parley.acquire.sources import acquire

__all__ = ["acquire"]
