"""The written answer: a language model over verified evidence."""
