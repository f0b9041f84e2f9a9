"""From a placeholder to its table, for whatever builder writes the page.

Private, like all of ``page``.
"""
