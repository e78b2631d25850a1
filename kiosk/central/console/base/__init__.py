"""The foundation of all console pages: requests, forms, rendering, audit log and labels."""
