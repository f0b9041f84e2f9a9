"""What is true: members, citations and histories. It uses the standard library only.

Private: any module here may change in any release.
"""
