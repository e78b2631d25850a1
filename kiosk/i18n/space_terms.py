"""The names of the equipment of spaces, and of the places of shelves, for visitors.

Each function receives as its argument the function that translates a message in its context.
"""

from collections.abc import Callable

Translate = Callable[[str, str], str]


def equipment(pgettext: Translate) -> dict[str, str]:
    """Return the names of the equipment that ``domain.equipment`` recognises."""
    return {
        # Translators: A large screen on the wall, to show slides or films.
        "screen": pgettext("equipment", "Screen"),
        "projector": pgettext("equipment", "Projector"),
        "whiteboard": pgettext("equipment", "Whiteboard"),
        "sockets": pgettext("equipment", "Power sockets"),
        "computer": pgettext("equipment", "Computers"),
        "printer": pgettext("equipment", "Printer"),
        # Translators: Software that reads the screen aloud to people who are blind.
        "screen_reader": pgettext("equipment", "Screen reader"),
        "braille_display": pgettext("equipment", "Braille display"),
        # Translators: A camera and screen that enlarge print.
        "magnifier": pgettext("equipment", "Electronic magnifier"),
        "height_adjustable_desk": pgettext("equipment", "Height-adjustable desk"),
        "printer_3d": pgettext("equipment", "3D printer"),
        "sewing_machine": pgettext("equipment", "Sewing machine"),
        "hand_tools": pgettext("equipment", "Hand tools"),
        # Translators: The raised floor on which people perform.
        "stage": pgettext("equipment", "Stage"),
        "loudspeakers": pgettext("equipment", "Loudspeakers"),
        "microphone": pgettext("equipment", "Microphone"),
        "digital_piano": pgettext("equipment", "Digital piano"),
        "recording_computer": pgettext("equipment", "Recording computer"),
        "video_conference": pgettext("equipment", "Video conferencing"),
        "kitchen": pgettext("equipment", "Kitchen"),
    }


def shelf_places(pgettext: Translate) -> dict[str, str]:
    """Return the names of the places that ``domain.shelf_places`` recognises."""
    return {
        # Translators: Where a title stands: the shelves for adults.
        "adults": pgettext("shelf", "Adult shelves"),
        "children": pgettext("shelf", "Children’s shelves"),
        "teenagers": pgettext("shelf", "Shelves for young people"),
        "general": pgettext("shelf", "General shelves"),
        # Translators: Where a title stands: the shelves of what is read in the library only.
        "reference": pgettext("shelf", "Reference shelves"),
        # Translators: The room with titles in other languages.
        "language_room": pgettext("shelf", "Language room"),
        "magazines": pgettext("shelf", "Magazines"),
        "newspapers": pgettext("shelf", "Newspapers"),
        "new": pgettext("shelf", "New titles"),
        "reading_room": pgettext("shelf", "Reading room"),
        # Translators: A room that visitors may not enter; staff fetch the titles.
        "store": pgettext("shelf", "Store"),
        "desk": pgettext("shelf", "Information desk"),
    }
