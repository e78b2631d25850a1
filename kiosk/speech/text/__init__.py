"""How text is turned into words that a voice reads rightly."""
