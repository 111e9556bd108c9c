"""Acts of operative paragraphs: verbs, addressees, reports, agenda items, contributions and clauses."""
