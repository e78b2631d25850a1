"""Common words and names of the languages of the kiosk."""
