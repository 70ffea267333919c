"""What the cells of a table mean: headers, units, periods, totals, and how the figures hang together.

:func:`grid.read` gives a table its figures; the other files look for relations between them.
"""
