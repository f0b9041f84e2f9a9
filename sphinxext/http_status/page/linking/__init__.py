"""Where rows can be linked to: the domain, what it keeps between builds, and what refers to rows.

Private, like all of ``page``.
"""
