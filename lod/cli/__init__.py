"""The command line: thin commands round pure functions, one a file."""

from lod.cli.main import main

__all__ = ["main"]
