"""Speed beside the plain recipe; run by `make bench`."""
