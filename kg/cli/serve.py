"""``kg serve``: a SPARQL endpoint with pages."""

from __future__ import annotations

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
    try:
        import uvicorn

        from kg.server import Limits, application, source
        from kg.server.guard import LOOPBACK
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in ("starlette", "uvicorn", "jinja2"):
            raise click.ClickException(
                f"serve needs {error.name}, which is not installed: pip install 'claimgraph[serve]'."
            ) from None
        raise
    if store_folder and paths:
        raise click.UsageError(f"give either --store or paths: {paths[0]!r} is not needed, the store is served.")
    if store_folder:
        served = source.Stored(store_folder)
        served.now()
    else:
        graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
        served = source.of_graph(graph, config)
    limits = Limits(seconds=timeout, **({"workers": workers} if workers else {}))
    app = application(served, limits, (*LOOPBACK, host, *hosts), scratch)
    socket = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    click.echo(f"serving on http://{name}:{socket.getsockname()[1]}/ (Ctrl+C ends it)", err=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=2)).run(
        sockets=[socket]
    )


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
