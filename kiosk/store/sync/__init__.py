"""The kiosk's stored sync state: feed position, leases and outbox."""
