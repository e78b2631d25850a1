"""The staff console: pages for a browser, rendered by the server, without scripts."""
