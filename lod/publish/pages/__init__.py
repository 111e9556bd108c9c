"""The static site: pure functions from values to HTML; templates and styles stand in `site/`."""
