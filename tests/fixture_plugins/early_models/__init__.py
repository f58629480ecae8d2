"""Imports models before Django has loaded apps."""
