"""Our English, and how it is looked up in catalogs. Given a catalog, it knows no Sphinx domain.

Private, like all of ``page``.
"""
