"""What both readers share: languages, labels, passages and the tree as it grows."""
