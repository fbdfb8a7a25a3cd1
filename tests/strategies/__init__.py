"""Strategies that generate what the project is made of."""
