"""Search by meaning: titles and words as vectors that are near each other in any language."""
