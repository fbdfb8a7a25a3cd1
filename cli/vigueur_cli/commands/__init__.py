"""The commands, one a file; each offers `command`."""
