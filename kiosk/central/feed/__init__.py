"""The feed of changes that kiosks pull, and the snapshots that new kiosks start from."""
