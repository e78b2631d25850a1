"""Pairing with a server, and the process that syncs with the server."""
