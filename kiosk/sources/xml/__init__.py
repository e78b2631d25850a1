"""Readers of XML: MARCXML, MODS and Dublin Core, alone or in OAI-PMH responses."""
