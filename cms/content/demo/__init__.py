"""The demo archive: one real conference, told anew from its facts, within an invented network."""
