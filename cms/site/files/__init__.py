"""Every file leaves through here, and is judged first; nothing of the media folder is served by itself."""
