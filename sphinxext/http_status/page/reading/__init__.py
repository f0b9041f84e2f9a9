"""From the directive to one placeholder node, and the translation of its sentences.

Private, like all of ``page``.
"""
