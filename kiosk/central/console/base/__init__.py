"""What every page of the console builds on: forms, rendering, audit and wording."""
