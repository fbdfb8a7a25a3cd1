"""What Vigueur costs, each figure as a ratio in one run: `python -m bench`."""
