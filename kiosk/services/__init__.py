"""The use cases of the kiosk: one module for each use case."""
