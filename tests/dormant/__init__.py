"""An installation from which the press plugin is taken away, and to which it comes back."""
