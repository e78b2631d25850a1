"""The programme screens: the list, the details of a programme, and the registration."""
