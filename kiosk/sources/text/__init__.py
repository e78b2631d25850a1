"""Text functions shared by the readers of all formats: encodings, years, URLs, languages."""
