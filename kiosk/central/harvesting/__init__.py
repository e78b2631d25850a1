"""Harvesting: reading upstream systems on a schedule into the feed."""
