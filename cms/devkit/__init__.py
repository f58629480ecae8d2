"""For authors of plugins: what writes, checks and tests a plugin. Nothing that serves the site imports this room."""
