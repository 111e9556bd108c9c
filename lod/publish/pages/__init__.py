"""The static site: pure functions from values to pages; data and templates stand in `site/`."""
