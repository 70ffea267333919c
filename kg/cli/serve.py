"""``kg serve``: a SPARQL endpoint with pages."""

from __future__ import annotations

from importlib.util import find_spec

import click

from kg.cli import _shared


@click.command()
@_shared.paths_argument
@click.option(
    "--store", "store_folder", metavar="DIR", help="Serve a store made by 'kg load'; what is loaded later is served too."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes one that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; the default is this machine only.")
@click.option("--allow-host", "hosts", metavar="NAME", multiple=True, help="Answer to this name as well; may be repeated.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds that a query may take.")
@click.option("--workers", type=click.IntRange(1, 64), help="Queries that run at a time (default: the processors, 2 to 8).")
@click.option("--scratch", is_flag=True, help="Allow SPARQL Update on a copy that is thrown away at the end.")
@_shared.config_option
@_shared.from_option
def command(paths, store_folder, port, host, hosts, timeout, workers, scratch, config_file, input_format):
    """Serve reports, or a store, as a SPARQL 1.1 endpoint with an editor and a page for every node.

    Read-only, for this machine alone unless told otherwise, and nothing leaves it.

    \b
    kg serve data/huggingface
    kg serve --store reports.store --port 7070
    """
    for needed in ("jinja2", "pyoxigraph", "starlette", "uvicorn"):
        if not find_spec(needed):
            raise click.ClickException(f"serve needs {needed}, which is not installed: pip install 'claimgraph[serve]'.")
    import uvicorn

    from kg.server import Limits, application, source
    from kg.server.guard import LOOPBACK

    if store_folder and paths:
        raise click.UsageError(f"give either --store or paths: {paths[0]!r} is not needed, the store is served.")
    if store_folder:
        served = source.Stored(store_folder)
        served.now()
    else:
        graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
        served = source.of_graph(graph, config)
    limits = Limits(seconds=timeout, **({"workers": workers} if workers else {}))
    name = f"[{host}]" if ":" in host else host
    app = application(served, limits, (*LOOPBACK, name, *hosts), scratch)
    _allow_many_connections()
    socket = _listen(host, port)
    click.echo(f"serving on http://{name}:{socket.getsockname()[1]}/ (Ctrl+C ends it)", err=True)
    if name not in LOOPBACK:
        click.echo("Others may reach it: there are no accounts and no encryption. docs/sparql.md says more.", err=True)
    settings = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=2)
    uvicorn.Server(settings).run(sockets=[socket])


def _allow_many_connections() -> None:
    """As many open files as the system lets this process have: idle clients must not lock others out."""
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    except (ImportError, ValueError, OSError):
        # Not every system has this limit, or lets it be moved.
        return


def _listen(host: str, port: int):
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # From here on connections wait instead of being refused, until the server takes them.
        listening.listen(1024)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host} port {port}: {error.strerror}. Choose another with --port."
        ) from None
    return listening
