"""The HTTP interface of the server: routes, connection limits and a log rate limit."""
