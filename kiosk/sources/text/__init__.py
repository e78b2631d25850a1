"""What readers of every format share on text: encodings, years, addresses and languages."""
