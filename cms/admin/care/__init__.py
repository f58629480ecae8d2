"""What published pages need to stay right: links that lead somewhere, content that somebody has looked at lately."""
