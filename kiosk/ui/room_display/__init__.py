"""The display beside the door of a room."""
