"""Versions of a data set: what changed between two, deltas, and the files of a release."""
