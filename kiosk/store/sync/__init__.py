"""What a kiosk stores of its dealings with the server: feed position, leases, outbox."""
