"""The window that contains the screens: home screen, navigation, idle warning and branding."""
