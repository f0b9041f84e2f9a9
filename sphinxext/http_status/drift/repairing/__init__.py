"""What would repair a page: text to add to it, in its own form.

Private: any module here may change in any release.
"""
