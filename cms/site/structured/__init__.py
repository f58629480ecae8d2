"""Pages as machines read them: schema.org in JSON-LD."""
