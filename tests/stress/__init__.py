"""Under stress."""
