"""Queries of published data: stored queries, their parameters, and SPARQL over a dump."""
