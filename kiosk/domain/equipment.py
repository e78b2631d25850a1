"""Usual equipment of a space, recognised by the words that libraries write for it."""

# The words in English and Indonesian, in lower case, for each piece of equipment.
_WORDS = {
    "screen": ("screen", "display", "tv", "layar", "televisi"),
    "projector": ("projector", "proyektor"),
    "whiteboard": ("whiteboard", "papan tulis"),
    "sockets": ("power sockets", "sockets", "power outlets", "stopkontak"),
    "computer": ("computer", "computers", "komputer"),
    "printer": ("printer", "pencetak"),
    "screen_reader": ("screen reader", "pembaca layar"),
    "braille_display": ("braille display", "layar braille"),
    "magnifier": ("video magnifier", "electronic magnifier", "kaca pembesar elektronik"),
    "height_adjustable_desk": ("height-adjustable desk", "meja yang bisa dinaikkan"),
    "printer_3d": ("3d printer", "printer tiga dimensi", "printer 3d"),
    "sewing_machine": ("sewing machine", "mesin jahit"),
    "hand_tools": ("hand tools", "perkakas tangan"),
    "stage": ("stage", "panggung"),
    "loudspeakers": ("loudspeakers", "speakers", "pengeras suara"),
    "microphone": ("microphone", "microphones", "mikrofon"),
    "digital_piano": ("digital piano", "piano digital"),
    "recording_computer": ("recording computer", "komputer rekam"),
    "video_conference": ("video conferencing", "konferensi video"),
    "kitchen": ("kitchen", "dapur"),
}
_EQUIPMENT = {word: name for name, words in _WORDS.items() for word in words}
KNOWN_EQUIPMENT = tuple(_WORDS)


def equipment_term(word: str) -> str:
    """Return the term for the library's ``word``, such as "projector", or "" if it is unknown."""
    return _EQUIPMENT.get(" ".join(word.lower().split()), "")
