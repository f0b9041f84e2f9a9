"""What Python files define, read without running them.

Private, like all of ``facts``.
"""
