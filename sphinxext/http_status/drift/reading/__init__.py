"""From a docutils tree and an address to what the page says there, as records.

Private, like all of ``drift``.
"""
