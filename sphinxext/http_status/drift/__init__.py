"""Whether pages and facts agree: from a page to what it says, and the comparison of that with facts.

Private: any module here may change in any release.
"""
