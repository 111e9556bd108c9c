"""Others' tools over a publication: each loader says what it read and what it finds wrong."""
