"""Converting the values of spreadsheet cells to text."""

from datetime import date, datetime, time, timedelta

_DAY_NOUGHT = date(1899, 12, 30)  # ECMA-376 part 1, 18.17.4.1
_YEARS = range(1800, 2101)


def cell_value_to_text(cell: object) -> str:
    """Return the text of a cell: whole numbers without a decimal point, dates as ISO 8601.

    If the serial number of a date looks like a year, the text is this year: someone typed a year
    into a column that was formatted as dates.
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        number = (cell - _DAY_NOUGHT).days
        return str(number) if number in _YEARS else cell.isoformat()
    return "" if cell is None or isinstance(cell, timedelta) else str(cell)
