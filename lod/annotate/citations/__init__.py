"""Citations: the documents and instruments that a paragraph or note refers to, and the function of each reference."""
