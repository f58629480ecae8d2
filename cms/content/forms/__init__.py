"""Forms of the editor: they apply the models' own rules, and spare editors what can be derived."""
