"""Lists, forms and choosers of the editor."""
