"""Readers of files from upstream systems; each reader yields domain objects or rejects."""
