"""The timeline: its answer as the title, the figure, the same as a table, and as it is printed."""

import streamlit as st

from kr_app import reads
from kr_app.charts import Checked
from kr_app.draw.scripts import script
from kr_app.view import View
from kr_core.report import Report

_CONFIG = {"displayModeBar": False, "staticPlot": False, "scrollZoom": False, "doubleClick": False}
# A figure of plotly keeps the width and the colours of the screen; paper gets a drawing of its own. Where a network
# takes a minute to bring plotly, that drawing stands in for it: see streamlit.css.
_PAPER = st.components.v2.component(
    "kr_paper", html='<div class="kr-paper"></div>', js=script("paper.js"), isolate_styles=False
)


def timeline(view: View, report: Report, dark: bool) -> None:
    """Draw it from what was built for this version."""
    timeline_parts(view, reads.timeline_of(view, report, dark), reads.timeline_texts_of(view, report))


def timeline_parts(view: View, figure: Checked, texts: tuple[str, str, str, str]) -> None:
    """The figure below its heading, and the table one click away; on paper, and until plotly is there, the drawing."""
    heading, table, spoken, paper = texts
    st.html(heading)
    st.plotly_chart(figure, key="timeline", theme=None, config=_CONFIG, alt=spoken)
    _PAPER(key="timeline_paper", data={"html": paper})
    # An expander of Streamlit's own stays open, and keeps the focus, when the figures in it change.
    with st.expander(view.words("The timeline as a table"), key="kr_steps"):
        st.html(table)
