"""What Full must hold."""
