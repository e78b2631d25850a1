"""What every screen builds on: session, background work, list models, texts, fonts and pictures."""
