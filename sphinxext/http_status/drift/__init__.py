"""Do they agree? The comparison of pages with facts."""
