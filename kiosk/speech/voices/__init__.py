"""Voices: which one speaks a language, and the process that synthesises it."""
