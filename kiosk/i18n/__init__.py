"""Languages: translation catalogues, dates, numbers, plurals and writing direction."""
