"""Speech: a voice worker in a separate process, a queue of phrases, and a player."""
