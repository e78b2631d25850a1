"""The view model of the way to a shelf, a room or another place, and of the map."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QRectF, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.house.plan import Area, Floor, House, KioskSpot
from kiosk.domain.house.steps import ChangeFloor
from kiosk.i18n import formats
from kiosk.services.house_guide import Destination, HouseGuide, Way
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.base.way_sentences import (
    level_name,
    place_name,
    thing_name,
    way_sentences,
)
from kiosk.ui.house.floor_drawing import PLACE_PICTOGRAMS, draw_floor, listed_places
from kiosk.ui.house.map_labels import goal_label, here_label, place_label
from kiosk.ui.house.way_rows import MapDrawing, MapFloorRow, MapPlaceRow, WayStepRow

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_QR_BYTES = 425  # 69 modules a side (ISO/IEC 18004, version 13), which are wide enough
_QR_TITLE = 40  # characters of the title, if the way would not fit otherwise
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


@QmlElement
@QmlUncreatable("made by the application")
class WayModel(QObject):  # type: ignore[operator]
    """The way to one goal, and the floor that is shown.

    Where the plan does not say where the goal is, ``known`` is False and nothing is shown.
    ``read_aloud`` reads a text even while speech is off, because the visitor asked for it.
    """

    changed = Signal()

    def __init__(
        self, guide: HouseGuide, translator: Translator, read_aloud: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._guide = guide
        self._t = translator
        self._read_aloud = read_aloud
        self._steps = list_model(WayStepRow)(self)
        self._floor_rows = list_model(MapFloorRow)(self)
        self._place_rows = list_model(MapPlaceRow)(self)
        self._drawing = value_object(MapDrawing)(self)
        self._step_free = False
        self._forget()
        translator.changed.connect(self._show)

    def _forget(self) -> None:
        self._house: House | None = None
        self._floor: Floor | None = None
        self._way: Way | None = None

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's goal and choices."""
        self._step_free = False
        self.clear()

    @Slot()
    def clear(self) -> None:
        """Forget the goal."""
        self._forget()
        self._show()

    # --- goals -----------------------------------------------------------------------

    @Slot(str, str, str)
    def showShelf(self, call_number: str, shelf: str, branch: str) -> None:
        """Show the way to a copy: ``shelf`` is its location in the words of the catalogue."""
        self._find(lambda: self._guide.shelf(shelf, call_number, branch))

    @Slot(str)
    def showSpace(self, code: str) -> None:
        self._find(lambda: self._guide.space(code))

    @Slot()
    def showDesk(self) -> None:
        """Show the way to the desk where staff help."""
        self._find(self._guide.desk)

    @Slot(str)
    def showLocation(self, name: str) -> None:
        """Show the way to the place that a programme's location names."""
        self._find(lambda: self._guide.location(name))

    @Slot(int)
    def showPlace(self, index: int) -> None:
        """Show the way to a place in ``places``."""
        house, floor = self._house, self._floor
        if house and floor and 0 <= index < len(listed_places(floor)):
            place = listed_places(floor)[index]
            self._find(lambda: Destination(house, floor, place))

    def _find(self, find: Callable[[], Destination | None]) -> None:
        self._forget()
        to = read_or_default(None, find)
        if to is not None:
            self._house = to.house
            self._way = self._guide.way(to, step_free=self._step_free)
            self._floor = self._floors_shown()[0]
        self._show()

    @Slot()
    def openMap(self) -> None:
        """Show the floor of this kiosk without a goal."""
        self._forget()
        house = read_or_default(None, self._guide.house)
        if house is not None:
            here = self._guide.here(house)
            self._house = house
            self._floor = here[0] if here else min(house.floors, key=lambda each: each.level)
        self._show()

    @Slot()
    def returnToMap(self) -> None:
        """Show the floor without the goal, after a visitor has looked at the way to a place."""
        if self._way:
            self._way = None
            self._show()

    @Slot(int)
    def showFloor(self, level: int) -> None:
        if self._house:
            self._floor = self._house.floor(level) or self._floor
            self._show()

    @Slot(bool)
    def setStepFree(self, wanted: bool) -> None:
        """Choose a way without stairs, or the shortest way."""
        self._step_free = wanted
        if self._way:
            self._way = self._guide.way(self._way.destination, step_free=wanted)
        self._show()

    @Slot()
    def listen(self) -> None:
        """Read the whole way aloud."""
        self._read_aloud(self._get_spoken())

    @Slot(float, float, result=QRectF)
    def goalLabel(self, width: float, depth: float) -> QRectF:
        """Return where a label of this size names the goal, in metres; it is empty without room."""
        return _rectangle(goal_label(self._drawing.value, width, depth))

    @Slot(float, float, QRectF, result=QRectF)
    def hereLabel(self, width: float, depth: float, goal: QRectF) -> QRectF:
        """Return where a label of this size says where the kiosk is; ``goal`` is the other one."""
        other = None if goal.isEmpty() else _area(goal)
        return _rectangle(here_label(self._drawing.value, width, depth, other))

    @Slot(QRectF, float, float, "QVariantList", result=QRectF)
    def placeLabel(self, place: QRectF, width: float, depth: float, others: list[QRectF]) -> QRectF:
        """Return where a label of this size names a small place; ``others`` are other labels."""
        taken = tuple(_area(each) for each in others if not each.isEmpty())
        return _rectangle(place_label(self._drawing.value, _area(place), width, depth, taken))

    def floor_image(self, level: int) -> str:
        """Return the plan that staff have uploaded for a level, in base64, or ""."""
        floor = self._house.floor(level) if self._house else None
        return floor.image if floor else ""

    # --- what is shown ---------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        t, floor = self._t, self._floor
        goal = self._way.destination.thing if self._way else None
        self._steps.replace(self._step_rows())
        self._floor_rows.replace(
            [
                MapFloorRow(each.level, level_name(each, t), each is floor)
                for each in self._floors_shown()
            ]
        )
        self._place_rows.replace(
            [
                MapPlaceRow(
                    place_name(each, t), PLACE_PICTOGRAMS.get(each.kind, "place"), each == goal
                )
                for each in (listed_places(floor) if floor else ())
            ]
        )
        if floor:
            self._drawing.replace(draw_floor(floor, self._way, self._here(), t))
        else:
            self._drawing.clear()
        self.changed.emit()

    def _step_rows(self) -> list[WayStepRow]:
        t, floors = self._t, [level_name(each, self._t) for each in self._floors_shown()]
        steps = self._way.steps if self._way else ()
        changes = [i for i, step in enumerate(steps, start=1) if isinstance(step, ChangeFloor)]
        heads = dict(zip([0, *changes[-1:]], floors, strict=False)) if changes else {}
        return [
            WayStepRow(formats.number(number + 1, t.code), text, heads.get(number, ""))
            for number, text in enumerate(self.sentences())
        ]

    def _here(self) -> KioskSpot | None:
        """Return the spot of this kiosk if it stands on the floor that is shown."""
        found = self._guide.here(self._house) if self._house else None
        if found is None or self._floor is None or found[0].level != self._floor.level:
            return None
        return found[1]

    def _floors_shown(self) -> list[Floor]:
        """Return the floors in the order of the way, or all floors if there is no goal."""
        way = self._way
        if way is None:
            return sorted(self._house.floors if self._house else (), key=lambda each: each.level)
        last = way.destination.floor
        if way.here is None or way.route is None or way.here[0].level == last.level:
            return [last]
        return [way.here[0], last]

    def sentences(self, *, brief: bool = False) -> list[str]:
        """Return the steps of the way as sentences; ``brief`` leaves out the numbers of steps."""
        way = self._way
        if way is None:
            return []
        return way_sentences(way.steps, way.destination.call_number, self._t, brief=brief)

    @Slot(str, str, str, result=str)
    def qrText(self, title: str, shelf: str, call_number: str) -> str:
        """Return the text of a QR code: title, shelf, call number and the way.

        To make the way fit, the title is cut and the shelf is named as on the plan only; if it
        still does not fit, it is left out.
        """
        summary, steps = self._get_summary(), self.sentences(brief=True)
        lines = [title, call_number, shelf, summary]
        brief = [title[:_QR_TITLE], call_number, summary]
        for wanted in ([*lines, *steps], [*brief, *steps] if steps else lines, lines):
            text = "\n".join(filter(None, wanted)).translate(_ISOLATES)
            if len(text.encode()) <= _QR_BYTES:
                return text
        return text.encode()[:_QR_BYTES].decode("utf-8", "ignore")

    def _get_known(self) -> bool:
        return self._way is not None

    known = Property(bool, _get_known, notify=changed)

    def _get_house_known(self) -> bool:
        return read_or_default(None, self._guide.house) is not None

    houseKnown = Property(bool, _get_house_known, notify=changed)

    def _get_goal(self) -> str:
        return thing_name(self._way.destination.thing, self._t) if self._way else ""

    goal = Property(str, _get_goal, notify=changed)

    def _get_summary(self) -> str:
        """Return "Shelf 6 · Level 2", or "" if the goal is unknown."""
        if self._way is None:
            return ""
        to = self._way.destination
        return f"{thing_name(to.thing, self._t)} · {level_name(to.floor, self._t)}"

    summary = Property(str, _get_summary, notify=changed)

    def _get_spoken(self) -> str:
        return " ".join([*self.sentences(), self._get_notice()]).strip()

    spoken = Property(str, _get_spoken, notify=changed)

    def _get_notice(self) -> str:
        """Return what a visitor has to know if there are no steps."""
        way, t = self._way, self._t
        if way is None or way.steps:
            return ""
        if way.blocked:
            return t.pgettext(
                "way", "We know of no way there without stairs. Please ask a member of staff."
            )
        return t.pgettext("way", "Please ask a member of staff for the way.")

    notice = Property(str, _get_notice, notify=changed)

    def _get_step_free(self) -> bool:
        return self._step_free

    stepFree = Property(bool, _get_step_free, notify=changed)

    def _get_has_stairs(self) -> bool:
        return self._way is not None and self._way.has_steps

    hasStairs = Property(bool, _get_has_stairs, notify=changed)

    def _get_steps(self) -> QObject:
        return self._steps

    steps = Property(list_model(WayStepRow), _get_steps, constant=True)

    def _get_floors(self) -> QObject:
        return self._floor_rows

    floors = Property(list_model(MapFloorRow), _get_floors, constant=True)

    def _get_places(self) -> QObject:
        return self._place_rows

    places = Property(list_model(MapPlaceRow), _get_places, constant=True)

    def _get_drawing(self) -> QObject:
        return self._drawing

    drawing = Property(value_object(MapDrawing), _get_drawing, constant=True)


def _area(rectangle: QRectF) -> Area:
    return Area(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height())


def _rectangle(area: Area | None) -> QRectF:
    return QRectF(area.x, area.y, area.width, area.depth) if area else QRectF()
