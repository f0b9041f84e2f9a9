"""Which release of a project had which members, and how that is kept and found out.

Private, like all of ``facts``.
"""
