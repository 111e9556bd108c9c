"""Regular expressions of the package and the time that they take: `python -m tests.patterns [NAME ...]`."""
