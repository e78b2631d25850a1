"""Harvesting of upstream systems into the feed, on a schedule."""
