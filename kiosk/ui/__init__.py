"""The view models of the screens, and their connection to Qt Quick."""
