"""Reviewing results: what a build left open, and what changed between two texts or two builds."""
