"""One file per check, found by looking into this folder.

A check is a generator function decorated with :func:`kg.engine.check`: it looks at one candidate
and yields :class:`kg.findings.Problem`.  Its docstring says what it finds, why that matters, what
to do, and what it cannot see; its examples are its tests and its page of documentation.
"""
