"""Benchmarks: what the dashboard costs beside the barest page that could do its work."""
