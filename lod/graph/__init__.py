"""From a resolution and its annotations to RDF: pure functions, no blank nodes, the same values the same triples."""
