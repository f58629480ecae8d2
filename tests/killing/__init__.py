"""Kills the processes of an installation at random moments and looks whether what they had begun is finished."""
