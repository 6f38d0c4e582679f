"""Drawings as text: the gauge as SVG, and the pieces of a page as HTML. Pure; nothing here knows Streamlit."""
