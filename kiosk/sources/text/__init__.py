"""Text tools that readers of all formats share: encodings, years, addresses, languages."""
