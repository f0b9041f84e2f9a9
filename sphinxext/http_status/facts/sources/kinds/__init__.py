"""Readers of members, one for each kind of objects that have codes.

Private, like all of ``facts``.
"""
