"""The frame around every page: who is asking, what they ask for, and where they are led."""

import streamlit as st

from kr_app import access, reads
from kr_app.components.frame import PATHS, end_of_page, frame, go
from kr_app.components.page import current_view, current_visitor
from kr_app.components.problem import show_sign_in, show_store_problem
from kr_app.draw import bar
from kr_app.first_bytes import title_of
from kr_app.view import BOARD, UPDATE

pages = {name: st.Page(path, url_path=name or None, default=name == BOARD) for name, path in PATHS.items()}
chosen = st.navigation(list(pages.values()), position="hidden")
view = current_view(chosen.url_path)
visitor = current_visitor(active=True)
st.set_page_config(page_title=title_of(view, visitor), page_icon=":material/speed:", layout="wide")
allowed = access.may_view(visitor)
code = reads.code_for_links(view) if allowed else ""
if view.page == UPDATE and not view.code and code:
    go(view.at(UPDATE, code=code, level=view.level))
book = reads.book_of(view)
key_result = reads.key_result_of(view) if book.problem is None and allowed else None
answered = book.problem is None and allowed and (view.page == BOARD or key_result is not None)
title = bar.title(key_result, view.words) if key_result and view.page != BOARD else bar.board_title(view)
frame(view, str(bar.header(view, code, visitor, reads.to_do_count(view, visitor)) + title), alone=not answered)
with st.container(key="kr_main"):
    if not allowed:
        show_sign_in(view)
    elif book.problem is not None:
        show_store_problem(book, view)
    else:
        chosen.run()
end_of_page()
