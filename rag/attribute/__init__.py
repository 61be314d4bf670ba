"""From a `Readout` to its `Statement`s: sentences, mentions, speakers."""
