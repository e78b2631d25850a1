"""The sub-commands of ``kiosk``: one module each. Large modules are imported only when needed."""
