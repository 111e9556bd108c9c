"""Mandates across the corpus: which report answers a request, what is repeated, renewed or past its time."""
