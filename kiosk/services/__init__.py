"""One use case a module, named by its verb."""
