"""Text functions that readers of all formats share: character encodings, years, URLs, languages."""
