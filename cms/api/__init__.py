"""The delivery API for partners."""
