"""The server over HTTP: routes, limits on connections, and a log that stays small."""
