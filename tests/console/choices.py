"""The page on which staff choose what happens to reservations."""

import re

from tests.console.conftest import Staff


def submit_choices(staff: Staff, path: str, do: str, fates: dict[str, str]) -> str:
    """Submit the page of conflicts with choices."""
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', staff.page))
    return staff.http.post(path, data={**hidden, "do": do, **fates}).text


def choices(staff: Staff, id: str) -> list[str]:
    """Return the choices offered for the reservation ``id``."""
    select = re.search(rf'name="fate-{id}"[^>]*>(.*?)</select>', staff.page, re.S)
    assert select, staff.page
    assert 'value=""' in select[1], "no choice is preselected"
    return re.findall(r'value="([^"]+)"', select[1])
