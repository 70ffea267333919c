"""Launcher for a checkout: ``python cli.py …`` is ``kg …``."""

from kg.cli import main

if __name__ == "__main__":
    main()
