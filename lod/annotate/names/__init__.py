"""Actors, States and funds named in a paragraph."""
