"""From a file to a `Readout`."""
