"""How text is folded, transliterated and inflected, alike in the index and in queries."""
