"""Recovery of a damaged database, and the merge of a restored back-up with newer bookings."""
