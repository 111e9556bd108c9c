"""What a paragraph does: verbs, addressees, reports, duties."""
