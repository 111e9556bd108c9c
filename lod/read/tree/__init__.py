"""What both readers share: the draft tree, labels, languages, passages."""
