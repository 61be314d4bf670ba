"""From addresses, feeds, sitemaps and folders to Readouts, politely and guardedly."""
