"""Harvesting: upstream systems are read into the feed on a schedule."""
