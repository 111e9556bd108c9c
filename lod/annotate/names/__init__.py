"""Names of actors, States and funds in running text: finding them, and resolving them to entities."""
