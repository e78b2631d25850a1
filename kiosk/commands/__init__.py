"""The sub-commands of ``kiosk``, one file each. Heavy imports are deferred to execution."""
