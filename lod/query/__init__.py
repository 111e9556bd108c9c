"""Questions to the published data: stored queries and their values, and the endpoint that answers them."""
