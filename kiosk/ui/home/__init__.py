"""The first screen, the attract screen and the page for asking staff."""
