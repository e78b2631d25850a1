"""Speech: a voice worker in its own process, a queue of phrases, a player."""
