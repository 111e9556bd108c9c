"""A published folder over HTTP: pages, data by content negotiation, the SPARQL endpoint."""
