"""The command line: parse, call kg, print, exit code.  One file per command, found by looking."""

from __future__ import annotations

import gc
import os
import pkgutil
import sys
from importlib import import_module

import click

from kg import __version__

EXIT_FINDINGS = 1
EXIT_MISUSE = 2


class _Commands(click.Group):
    """Commands are the modules of this folder; each has a click command called ``command``."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        return import_module(f"{__name__}.{name}").command

    def resolve_command(self, context: click.Context, args: list[str]):
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(context), 1)
            if near:
                error.message += f" Did you mean {near[0]!r}?"
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def cli(debug: bool) -> None:
    """Find what cannot stand in a report: contradictions, arithmetic, evidence.

    Run 'kg check report.md' before publishing, 'kg query' to ask the graph in SPARQL,
    'kg export html' to look at it.
    """


def main() -> None:
    """Run the command line; every failure is one line on stderr and exit status 2."""
    from kg.reading import InputError

    debug = "--debug" in sys.argv
    # A run makes many small objects that live to its end; looking for garbage among them costs a
    # few per cent of the time and finds none.
    gc.set_threshold(100_000, 50, 1000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(cli.main(prog_name="kg", standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_MISUSE)
    except InputError as error:
        if debug:
            raise
        click.echo(f"{click.style('error', fg='red', bold=True)}: {error}", err=True)
        sys.exit(EXIT_MISUSE)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_MISUSE)
    except Exception as error:
        if debug:
            raise
        click.echo(
            f"{click.style('internal error', fg='red', bold=True)}: {type(error).__name__}: {error}. "
            "This is a defect of kg; run again with --debug and report what it prints.",
            err=True,
        )
        sys.exit(EXIT_MISUSE)
