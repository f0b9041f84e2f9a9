"""What is true: rows, citations and histories. Standard library only."""
