"""The kit around plugins: switching, the command, the start, the pages."""
