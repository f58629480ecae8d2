"""Its models cannot be imported, which stops Django."""
