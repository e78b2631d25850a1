"""Readers of files from upstream systems; each yields domain objects or rejects."""
