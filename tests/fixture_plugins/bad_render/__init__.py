"""Its block cannot be rendered."""
