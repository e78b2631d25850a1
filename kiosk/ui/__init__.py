"""View models of the screens and what ties them to Qt Quick."""
