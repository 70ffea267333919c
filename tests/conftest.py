"""Settings for all tests: generated examples are the same in every run; ``make test-heavy`` draws new ones."""

from __future__ import annotations

import os


def pytest_configure(config):
    # What a test finds, it finds itself.
    os.environ["KG_CACHE_DIR"] = ""
    try:
        from hypothesis import settings
    except ImportError:
        return
    settings.register_profile("same", derandomize=True, deadline=None)
    settings.register_profile("new", deadline=None, print_blob=True)
    settings.load_profile("new" if config.option.markexpr == "slow" else "same")
