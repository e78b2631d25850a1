"""The basis of every screen: session, background jobs, list models, texts, fonts and images."""
