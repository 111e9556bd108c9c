"""The HTTP server: pages, data by content negotiation, the SPARQL endpoint."""
