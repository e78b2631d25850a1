"""The sub-commands of ``kiosk``: one module each. Large modules are imported on first use."""
