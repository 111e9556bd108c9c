"""From the tree to annotations that stand off its text: names, acts and citations, each with its place and offsets."""
