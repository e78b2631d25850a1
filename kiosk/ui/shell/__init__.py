"""The window around the screens: home, navigation, idle warning, branding and usage counts."""
