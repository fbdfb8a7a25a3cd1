"""ir + facts → outcome, always with the steps that led there."""
