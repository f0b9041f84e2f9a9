"""Where members are read from: one module for each kind of object that a user can name.

Private, like all of ``facts``.
"""
