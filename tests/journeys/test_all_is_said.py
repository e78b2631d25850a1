"""Everything visible is also spoken (Section 508, 402.2.1; EN 301 549, 5.1.3.1)."""

import re
import unicodedata
from itertools import pairwise

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look, Visitor
from kiosk.ui.accessibility.accessible_text import AccessibleTextReader
from tests.journeys.conftest import Open
from tests.journeys.screen_checks import clip_of, controls, is_text, items, rect

# Drawn for the eye in another form than it is said: grouped digits.
SAID_OTHERWISE = {"reservation-code"}


def plain(text: str) -> str:
    """Return the text without direction marks and commas, and with ordinary spaces only."""
    kept = "".join(" " if c.isspace() else c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"[\s,.:،၊，]+", " ", kept).strip()


def heard(visitor: Visitor) -> str:
    """Return the phrases for a new screen, and then of each control that the keys can focus."""
    reader = AccessibleTextReader(visitor.kiosk.translator)
    frames = (
        i for i in items(visitor.window.contentItem()) if i.property("introduction") is not None
    )
    said = [f"{each.property('title')} {each.property('introduction')}" for each in frames]
    for control in controls(visitor):
        phrases = (*reader.describe(control), *reader.hint(control))
        said.append(" ".join(phrase.text for phrase in phrases))
        said.append(str(control.property("spelled") or ""))  # an ISBN is said when it is spelt
    return plain(" | ".join(said))


def seen(visitor: Visitor) -> list[QQuickItem]:
    texts = filter(is_text, items(visitor.window.contentItem()))
    # What lies under a panel is disabled: it is neither seen nor said.
    shown = [each for each in texts if each.isEnabled() and each.objectName() not in SAID_OTHERWISE]
    return [each for each in shown if not is_idle(each)]


def is_idle(item: QQuickItem | None) -> bool:
    """Return True for a text of a dimmed button, which is left out of the walk."""
    return item is not None and (bool(item.property("idle")) or is_idle(item.parentItem()))


def unsaid(visitor: Visitor) -> list[str]:
    """Return the texts on the screen that are not spoken."""
    said = heard(visitor)
    # A raised dot separates facts, which are said one after the other.
    texts = (
        plain(text) for item in seen(visitor) for text in str(item.property("text")).split(" · ")
    )
    return [text for text in texts if text and text not in said]


def stops(visitor: Visitor) -> list[QQuickItem]:
    """Return the controls that the keys can focus, in order from the top."""
    first = visitor.window.activeFocusItem()
    assert first
    found = [first]
    while (item := found[-1].nextItemInFocusChain()) is not first:
        found.append(item)
    top = min(found, key=lambda item: rect(item).center().y())
    return found[found.index(top) :] + found[: found.index(top)]


def check_order(visitor: Visitor, name: str) -> None:
    """Fail if the keys do not go from stop to stop in the order of reading."""
    sign = -1 if visitor.kiosk.translator.rightToLeft else 1
    for one, other in pairwise(stops(visitor)):
        if clip_of(one) is None or clip_of(one) is not clip_of(other):
            continue  # from the screen to the bar
        before, after = rect(one), rect(other)
        told = f"{name}: {one.property('text')} → {other.property('text')}"
        if after.top() < before.center().y() < after.bottom():
            assert sign * (after.center().x() - before.center().x()) > 0, told
        else:
            assert after.center().y() > before.center().y(), told


# One walk makes both checks, because the walk takes longer than the checks.
@pytest.mark.parametrize("look", [Look("en"), Look("id"), Look("ar"), Look("en", scale=300)])
def test_all_is_said_and_the_keys_go_in_the_order_of_reading(open_kiosk: Open, look: Look) -> None:
    visitor = open_kiosk(look)
    unheard = []
    for name in journey(visitor):
        visitor.kiosk.accessibility.choose("speech", True)
        visitor.kiosk.speaker.stop()
        visitor.settle()
        if look.scale == 100:  # larger texts are the same or fewer
            unheard += [f"{name}: {text}" for text in unsaid(visitor)]
        check_order(visitor, name)
        visitor.kiosk.accessibility.choose("speech", False)
        visitor.settle()
    assert not unheard, "\n".join(unheard)
