"""Parley reads the news about trade negotiations and keeps the books."""

__version__ = "0.1.0"
