"""The dashboard: what reads and writes the file, draws the screens and serves them."""
