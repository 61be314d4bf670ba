"""Quality on the evaluation questions and labels; run by `make eval`."""
