"""From statements to an index generation, and the catalog it is derived from."""
