"""`python -m vigueur_cli` is `vigueur`."""

from vigueur_cli.main import main

main()
