"""The basis of every page of the console: requests, forms, rendering, audit log and labels."""
