"""The command line of Vigueur: one file a command, and nothing but the public names of `vigueur`."""
