"""What `manage.py plugins` does, one verb each, and what it judges plugins by."""
