"""Voices: the choice of a voice for a language, and the process that synthesises speech."""
