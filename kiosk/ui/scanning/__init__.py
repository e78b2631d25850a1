"""What a barcode scanner types: the title that it opens."""
