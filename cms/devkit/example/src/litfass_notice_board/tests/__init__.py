"""What Notice board must hold."""
