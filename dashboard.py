"""Starts the dashboard: `streamlit run dashboard.py`."""

from pathlib import Path

import streamlit as st

from kr_app.components.mishap import show_mishap
from kr_app.server import lifespan, middleware, routes
from kr_app.settings import refuse_a_folder

refuse_a_folder(st.get_option("server.baseUrlPath"))
app = st.App(
    Path(__file__).resolve().parent / "kr_app" / "main.py",
    routes=routes,
    middleware=middleware,
    lifespan=lifespan,
    # Nothing secret: with any, Streamlit asks the disk once and not whenever a page asks who its reader is.
    secrets={"kr": {}},
    on_script_error=show_mishap,
)
