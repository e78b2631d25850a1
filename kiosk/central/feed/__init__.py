"""The feed of changes that kiosks pull, and the snapshots from which new kiosks start."""
