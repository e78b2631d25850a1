"""Two visitors in turn, who type a Chinese name on the on-screen keyboard.

``python -m tests.journeys.pinyin_visitors DATA`` prints, as JSON, the words that the keyboard
offers to each visitor first.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk, application
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.visitor import PORTRAIT, Visitor
from tests.journeys.finger import Finger
from tests.journeys.screen_checks import name_of, rect, typing_keys

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
SPELLED, NAME = "wangzhiqiang", "王智锵"


def words(visitor: Visitor) -> list[QQuickItem]:
    """Return the words that the keyboard offers, from left to right."""
    keyboard = visitor.keyboard()
    found = []

    def look(item: QQuickItem) -> None:
        for child in item.childItems():
            if child.isVisible():
                if child.property("word"):
                    found.append(child)
                look(child)

    if keyboard:
        look(keyboard)
    return sorted(found, key=lambda item: rect(item).left())


def visit(visitor: Visitor, name: str = "") -> list[str]:
    """Type the spelling and choose ``name`` character by character.

    Returns the words that the keyboard offered before the first choice.
    """
    visitor.kiosk.translator.choose("zh")
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.settle(300)
    finger, keys = Finger(visitor, None), typing_keys(visitor)
    for letter in SPELLED:
        finger.tap(rect(keys[letter]).center().toPoint())
    visitor.settle(300)
    offered = [name_of(each) for each in words(visitor)]
    for sign in name:
        for _ in range(40):
            found = {name_of(each): each for each in words(visitor)}
            if sign in found and rect(found[sign]).right() < visitor.window.width():
                break
            view = words(visitor)[0].parentItem().parentItem()
            view.setProperty("contentX", view.property("contentX") + 300)
            visitor.settle(50)
        finger.tap(rect(found[sign]).center().toPoint())
        visitor.settle(100)
    print(visitor.kiosk.find.words, offered, file=sys.stderr)
    return offered


def main(folder: Path) -> None:
    application()
    database = Database(folder)
    settings = Settings(data_dir=folder, languages=("en", "zh"), double_tap_ms=0, scanner_ms=0)
    kiosk = Kiosk(settings, database, Speaker(), lambda: NOW, PORTRAIT)
    kiosk.attend()
    visitor = Visitor(kiosk)
    visitor.settle()
    first = visit(visitor, NAME)
    kiosk.session.finish()
    visitor.settle()
    second = visit(visitor)
    print(json.dumps([first, second]))
    kiosk.close()
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
