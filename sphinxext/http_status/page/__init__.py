"""What is shown: the directive, its nodes, and rows as text."""
