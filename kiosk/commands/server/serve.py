"""Run the central server of a library."""

import argparse
import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kiosk.commands.common import settings_from_arguments
from kiosk.commands.server.common import add_database, server_from_arguments
from kiosk.errors import KioskError

_KEPT = 90  # seconds: kiosks close connections sooner, so the server never interrupts a round


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on"
    )
    parser.add_argument("--port", type=int, default=8421, metavar="N", help="port to listen on")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain (PEM)")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key (PEM)")
    parser.add_argument(
        "--behind-proxy", action="store_true", help="a proxy on this network ends the TLS"
    )
    parser.add_argument(
        "--snapshots-url", default="", metavar="URL", help="where others serve the snapshots"
    )


def execute(args: argparse.Namespace) -> int:
    import uvicorn

    from kiosk.central.console.app import create_server_app
    from kiosk.central.harvesting.download import Fetcher
    from kiosk.central.harvesting.harvester import Harvester
    from kiosk.central.harvesting.questions import Questions
    from kiosk.central.harvesting.reach import Reach
    from kiosk.central.housekeeping import run_housekeeping
    from kiosk.central.http.connections import (
        TimeoutProtocol,
        connection_limits,
        raise_descriptor_limit,
    )
    from kiosk.central.http.log_rate_limit import RateLimitFilter
    from kiosk.central.vector_maker import VectorMaker

    _check(args)
    server = server_from_arguments(args, args.snapshots_url)
    stop = threading.Event()
    reach = Reach.of(settings_from_arguments(args).source_hosts)
    fetcher = Fetcher(reach=reach)
    harvester = Harvester(server.database, server.clock, fetcher)
    server.ask_owners(harvester.owners)
    server.answer_questions(Questions(server.database, server.clock, fetcher))
    keepers: list[Callable[[threading.Event], None]] = [
        partial(run_housekeeping, server),
        harvester.run_until,
    ]
    if settings_from_arguments(args).search_by_meaning:
        keepers.append(VectorMaker(server.database, server.clock).run_until)
    for keeper in keepers:
        threading.Thread(target=keeper, args=(stop,), daemon=True).start()
    for handler in logging.getLogger().handlers:
        handler.addFilter(RateLimitFilter())
    most, at_once = connection_limits(raise_descriptor_limit())
    scheme = "https" if args.tls_cert else "http"
    print(f"Serving at {scheme}://{args.host}:{args.port} (Ctrl+C ends it).", flush=True)
    try:
        uvicorn.run(
            create_server_app(server, secure=bool(args.tls_cert or args.behind_proxy)),
            host=args.host,
            port=args.port,
            http=TimeoutProtocol.with_limits(max_connections=most),
            ws="none",
            loop="kiosk.central.http.connections:ServerLoop",
            backlog=at_once,
            log_config=None,
            log_level="warning",
            ssl_certfile=args.tls_cert,
            ssl_keyfile=args.tls_key,
            proxy_headers=args.behind_proxy,
            forwarded_allow_ips=list(settings_from_arguments(args).trusted_proxies),
            timeout_keep_alive=_KEPT,
        )
    finally:
        stop.set()
    return 0


def _check(args: argparse.Namespace) -> None:
    from kiosk.protocol.address import check_server_url, is_loopback

    if bool(args.tls_cert) != bool(args.tls_key):
        raise KioskError("A certificate needs its key.", "Give both --tls-cert and --tls-key.")
    for file in filter(None, (args.tls_cert, args.tls_key)):
        if not file.is_file():
            raise KioskError(f"There is no file {file}.", "Name a file in PEM.")
    if not 0 < args.port < 65536:
        raise KioskError(f"{args.port} is not a port number.", "Choose one from 1 to 65535.")
    if args.snapshots_url:
        check_server_url(args.snapshots_url)
    if args.tls_cert or args.behind_proxy or is_loopback(args.host):
        return
    raise KioskError(
        f"{args.host} can be reached from outside, and nothing would be encrypted.",
        "Give --tls-cert and --tls-key, or --behind-proxy where a proxy does it.",
    )
