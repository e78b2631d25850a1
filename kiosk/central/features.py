"""The list of the server's features and all their order handlers."""

from kiosk.central import suggestions
from kiosk.central.bookings import orders as bookings
from kiosk.central.feature import Feature, Handler
from kiosk.central.registrations import orders as registrations

FEATURES: tuple[Feature, ...] = (
    bookings.FEATURE,
    registrations.FEATURE,
    suggestions.FEATURE,
)

HANDLERS: dict[str, Handler] = {
    action: handler for feature in FEATURES for action, handler in feature.handlers.items()
}
