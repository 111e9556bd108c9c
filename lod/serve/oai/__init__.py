"""OAI-PMH 2.0 over a published folder."""
