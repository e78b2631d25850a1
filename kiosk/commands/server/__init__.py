"""The sub-commands of the central server."""
