"""The checked, typed, resolved program: the hub that every back end reads."""
