"""Languages of the screen: catalogues, dates, numbers, plurals, direction."""
