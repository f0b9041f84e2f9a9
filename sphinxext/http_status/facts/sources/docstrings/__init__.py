"""What source files say of members and constants.

Private, like all of ``facts``.
"""
