"""Names of authors as they are shown to visitors."""


def natural_name(name: str) -> str:
    """Return "Hardjono, Tuti" as "Tuti Hardjono", and any other form of name unchanged."""
    family, comma, given = name.partition(", ")
    plain = comma and "," not in given and not any(map(str.isdigit, name))
    return f"{given} {family}" if plain else name
