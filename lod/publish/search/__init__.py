"""Search of the published site without a server: what is found, and the files that a page reads to find it."""
