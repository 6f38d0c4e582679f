"""The dashboard without its gate: what would happen if somebody forgot it. `streamlit run tests/app/ungated.py`."""

from pathlib import Path

import streamlit as st

from kr_app.server import lifespan, routes

app = st.App(Path(__file__).resolve().parents[2] / "kr_app" / "main.py", routes=routes, lifespan=lifespan)
