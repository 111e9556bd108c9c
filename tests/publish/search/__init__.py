"""Tests of the search of the published site."""
