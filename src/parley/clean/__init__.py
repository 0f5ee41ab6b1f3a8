"""Stage 2: which characters of a page are which article."""

from parley.clean.pages import clean

__all__ = ["clean"]
