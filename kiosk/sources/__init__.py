"""Readers of files from other systems; a reader yields domain objects, and rejects for faults."""
