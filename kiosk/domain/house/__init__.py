"""The plan of a library building, and the way from a kiosk to a shelf or a room."""
