"""Readers of XML: MARCXML, MODS and Dublin Core, in files or in OAI-PMH responses."""
