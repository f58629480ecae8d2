"""Writes down what it is told of."""
