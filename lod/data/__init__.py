"""Rules, authority tables and the bundled source text: data that carry their own examples."""
