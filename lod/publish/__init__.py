"""A build: many sources to a published folder of pages, data and dumps."""
