"""Parties and people: their names in four languages, found in a text, and who issued a readout."""
