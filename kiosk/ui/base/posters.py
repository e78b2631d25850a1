"""The drawn posters of programmes: one colour and one pattern for each kind of programme."""

from kiosk.domain.programs import ProgramKind

# The index of the colour in Theme.accents, and of the motif in Pattern.motifs.
POSTERS = {
    ProgramKind.LANGUAGE_CLASS: (0, 0),
    ProgramKind.DISCUSSION: (1, 5),
    ProgramKind.WORKSHOP: (2, 3),
    ProgramKind.OTHER: (3, 1),
    ProgramKind.STORY_TIME: (4, 2),
    ProgramKind.EXHIBITION: (5, 4),
}
