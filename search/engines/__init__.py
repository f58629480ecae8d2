"""The engines: each stores finished tokens and answers plans."""
