"""Documents and instruments that a paragraph or note cites, and what it does with them."""
