"""From a file to a docutils tree, without the Sphinx project that the file belongs to.

Private, like all of ``drift``.
"""
