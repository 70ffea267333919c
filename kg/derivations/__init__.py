"""Derivations stated in words: the result, its operands, and whether one follows from the other.

A derivation is reported only when no usual reading of it fits; where the text leaves the
convention open (base year, simple or compound growth, points or percent) every one is tried.
"""
