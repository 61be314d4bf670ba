"""From a question to an `Answer`."""
