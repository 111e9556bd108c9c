"""Bytes to tree: formats, sources and the readers of text, PDF and Akoma Ntoso."""
