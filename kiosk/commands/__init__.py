"""The sub-commands of ``kiosk``, one file each. Heavy imports wait until they run."""
