"""What all tests share: how many examples hypothesis tries."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# `ci` is derandomized: the same commit is tried with the same examples, and a red run is red again at home.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
