"""Languages: catalogues, dates, numbers, plurals and writing direction."""
