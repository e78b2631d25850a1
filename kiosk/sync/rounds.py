"""A sync round pushes the outbox, pulls the feed, requests leases and sends a report.

Each step is a request followed by one local transaction. If a round stops early (no response, a
crash or a power cut), the next round continues at the same point.
"""

import base64
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk import __version__
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.messages import (
    PUSH_LIMIT,
    QUESTION_LIMIT,
    RESENT,
    RESENT_FOR,
    TALLY_LIMIT,
    VERSION,
    Action,
    AdoptOrder,
    Change,
    ChangePage,
    CopiesAnswer,
    CopiesQuestion,
    Grant,
    GrantRequest,
    Order,
    Push,
    PushReply,
    Report,
    UsageCount,
)
from kiosk.store import usage
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, machine, outbox
from kiosk.store.sync.outbox import OutboxOrder
from kiosk.sync.apply import SearchIndex, apply_changes
from kiosk.sync.link import CursorTooOld, NoAnswer, RequestRejected, ServerLink, UnknownKiosk
from kiosk.sync.promises import PROMISES

_log = logging.getLogger(__name__)

PAGE_SIZE = 500  # the most changes in one request
_REPORT_EVERY = timedelta(minutes=5)
_TALLIES_KEPT = timedelta(days=2)  # after this time, a day has ended in all time zones
_CHUNK = 100  # changes in one transaction; visitors' reservations wait for at most one transaction

Clock = Callable[[], datetime]
Bootstrap = Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class RoundResult:
    """The numbers of orders pushed and changes pulled in a round."""

    pushed: int
    pulled: int


class SyncRounds:
    """Sync rounds between a kiosk's database and the server behind ``link``.

    ``bootstrap`` rebuilds the database when the feed no longer has all changes after the cursor,
    and returns the number of objects received. ``clock`` returns this machine's time.
    ``capture_screen`` is called when staff request a picture of the screen.
    """

    def __init__(
        self,
        database: Database,
        link: ServerLink,
        index: SearchIndex,
        clock: Clock,
        bootstrap: Bootstrap,
        capture_screen: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._link = link
        self._index = index
        self._clock = clock
        self._bootstrap = bootstrap
        self._portrait = capture_screen
        self._picture = b""
        self._reported: datetime | None = None

    def show(self, picture: bytes) -> None:
        """Send ``picture``, a PNG image of the screen, in the next round."""
        self._picture = picture

    async def run(self) -> RoundResult:
        """Run one sync round. Raises NoAnswer or UnknownKiosk if it cannot be completed."""
        try:
            return await self._run()
        except UnknownKiosk:
            with self._database.write() as connection:
                feed_state.record_rejection(connection, self._clock())
            raise

    async def _run(self) -> RoundResult:
        pushed = await self._push()
        pulled = await self.pull_changes()
        if await self.borrow():
            pushed += await self._push()
        await self._report()
        return RoundResult(pushed, pulled)

    async def _push(self) -> int:
        count, limit = 0, PUSH_LIMIT
        while True:
            with self._database.read() as connection:
                orders = outbox.list_next_orders(connection, limit)
            if not orders:
                return count
            try:
                answer = await self._send(orders)
            except RequestRejected as fault:
                if len(orders) > 1:
                    limit = 1  # send orders one by one to find the rejected order
                    continue
                _log.error("the server rejected an order: %s", fault)
                id = orders[0].id
                answer = PushReply(done=[id], refused={id: str(fault)}, now=self._clock())
            with self._database.write() as connection:
                for order in orders:
                    if order.id in answer.refused:
                        self._refuse(connection, order, answer.refused[order.id])
                kept = [o for o in orders if o.action in RESENT and o.id not in answer.refused]
                outbox.save_sent_orders(connection, kept, self._clock())
                outbox.delete_orders(connection, answer.done)
                self._met(connection, answer.now)
            count += len(orders)

    async def _send(self, orders: Sequence[OutboxOrder]) -> PushReply:
        # The orders are not validated here, because an invalid order must not end the round.
        sent = [Order.model_construct(id=o.id, action=o.action, body=o.body) for o in orders]
        push = Push.model_construct(orders=sent, now=self._clock())
        return await self._link.push(push)

    def _refuse(self, connection: Connection, order: OutboxOrder, reason: str) -> None:
        """Record the refusal of ``order`` for staff and mark the visitor's booking as refused."""
        outbox.save_refused_order(connection, order, reason, self._clock())
        for promise in PROMISES:
            if order.action == promise.action:
                promise.set_status(connection, order.subject, BookingStatus.REFUSED)

    async def pull_changes(self) -> int:
        count = 0
        while True:
            with self._database.read() as connection:
                state = feed_state.load_feed_state(connection)
            try:
                if state is None or not state.feed or state.version != VERSION:
                    raise CursorTooOld
                page = await self._link.changes(state.cursor, PAGE_SIZE)
                if page.feed != state.feed:
                    raise CursorTooOld
            except CursorTooOld:
                count += await self._bootstrap()
                continue
            count += len(page.changes)
            self._take(page, state.cursor)
            if not page.more:
                return count

    def _take(self, page: ChangePage, since: int) -> None:
        chunks = [page.changes[i : i + _CHUNK] for i in range(0, len(page.changes), _CHUNK)]
        for chunk in chunks:
            self._take_chunk(chunk, since, chunk[-1].seq)
            since = chunk[-1].seq
        with self._database.write() as connection:
            feed_state.save_cursor(connection, page.cursor)
            self._met(connection, page.now)
            if not page.more:
                feed_state.record_completion(connection, self._clock(), page.as_of)

    def _take_chunk(self, chunk: Sequence[Change], since: int, cursor: int) -> None:
        with self._database.write() as connection:
            apply_changes(connection, chunk, self._index)
            feed_state.save_cursor(connection, cursor)

    async def ask_copies(self, keys: Sequence[str]) -> CopiesAnswer:
        """Fetch the copies of the titles with these feed keys now, before the next round.

        If the server is asking the library system, a round after two seconds brings the answer.
        Raises NoAnswer or UnknownKiosk.
        """
        answer = await self._link.copies(CopiesQuestion(keys=list(keys[:QUESTION_LIMIT])))
        if answer.copies:
            with self._database.write() as connection:
                apply_changes(connection, answer.copies, self._index)
        return answer

    async def borrow(self) -> bool:
        """Request leases and codes; return True if an ADOPT order was queued in the outbox."""
        with self._database.read() as connection:
            state = feed_state.load_feed_state(connection)
            codes, mark = (
                leases.count_spare_codes(connection),
                machine.stored_machine_id(connection),
            )
        assert state is not None
        request = GrantRequest(
            codes=codes, epoch=state.epoch, version=VERSION, machine=mark, now=self._clock()
        )
        return self._adopt(await self._link.grant(request))

    def _adopt(self, answer: Grant) -> bool:
        with self._database.write() as connection:
            feed_state.save_actions(connection, answer.actions)
            outbox.delete_sent_orders(connection, self._clock() - RESENT_FOR)
            state = feed_state.load_feed_state(connection)
            if state is None or answer.epoch < state.epoch:
                return False  # the kiosk has already adopted a later grant
            times = [(x.space, Interval(x.start, x.end)) for x in answer.leases]
            leases.replace_leases(connection, times)
            seats = [(x.program, seat) for x in answer.seats for seat in x.seats]
            leases.replace_seat_leases(connection, seats)
            leases.add_spare_codes(connection, answer.codes)
            self._met(connection, answer.now)
            if answer.epoch == state.epoch:
                return False
            # The outbox sends the order after all promises made under earlier grants.
            feed_state.save_epoch(connection, answer.epoch)
            body = AdoptOrder(epoch=answer.epoch).model_dump_json()
            outbox.queue_order(connection, Action.ADOPT, body, "")
            return True

    async def _report(self) -> None:
        """Report the kiosk's state every few minutes. A failed report does not fail the round."""
        now = self._clock()
        # abs(): a clock that was set back must not stop the reports.
        recent = self._reported is not None and abs(now - self._reported) < _REPORT_EVERY
        if recent and not self._picture:
            return
        with self._database.read() as connection:
            report = self._composed(connection)
        try:
            answer = await self._link.report(report)
        except NoAnswer as silence:
            _log.info("the report was not accepted: %s", silence)
            return
        self._reported, self._picture = now, b""
        if any(each.day < now.date() - _TALLIES_KEPT for each in report.tallies):
            with self._database.write() as connection:
                usage.delete_usage_before(connection, now.date() - _TALLIES_KEPT)
        if answer.picture:
            self._portrait()

    def _composed(self, connection: Connection) -> Report:
        state = feed_state.load_feed_state(connection)
        return Report(
            version=__version__,
            complete=state.data_as_of if state else None,
            waiting=outbox.count_orders(connection),
            tallies=[
                UsageCount(day=each.day, name=each.name, count=each.times)
                for each in usage.list_usage(connection, TALLY_LIMIT)
            ],
            picture=base64.b64encode(self._picture).decode(),
        )

    def _met(self, connection: Connection, server_now: datetime) -> None:
        now = self._clock()
        feed_state.record_contact(connection, now, server_now - now)
