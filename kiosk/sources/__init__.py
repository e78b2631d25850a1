"""Readers of files from other systems; they yield domain objects, and a Reject for each fault."""
