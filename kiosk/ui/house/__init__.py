"""The map of the building and the way to a shelf, a room or another place."""
