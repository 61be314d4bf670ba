"""Names of parties and people: tables, and where they occur in a text."""
