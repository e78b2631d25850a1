"""The server over HTTP: routes, limits on connections, and a limit on log messages."""
