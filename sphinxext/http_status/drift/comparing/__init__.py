"""From what a page says, and the facts, to findings. It uses the standard library only.

Private, like all of ``drift``.
"""
