"""What is shown: the directive, its nodes, and rows as text. It knows docutils and Sphinx.

Private: any module here may change in any release.
"""
