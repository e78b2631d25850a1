"""The staff console: pages of the server for a browser, rendered here, without scripts."""
