"""Entry of the app: settings and navigation, nothing else."""

import streamlit as st

from geoevents.pages import add_report, common, explore, methods, review


@common.guarded
def main() -> None:
    """Set the page up and show the one that is asked for."""
    st.set_page_config(page_title="Geoevents", page_icon=common.page_icon(), layout="wide", initial_sidebar_state=288)
    common.prepare()
    common.page_style()
    map_page = st.Page(explore.render, title="Explore", icon=":material/map:", url_path="explore", default=True)
    st.session_state["explore_page"] = map_page
    st.navigation(
        [
            map_page,
            st.Page(review.render, title="Review", icon=":material/fact_check:", url_path="review"),
            st.Page(add_report.render, title="Add a report", icon=":material/post_add:", url_path="add"),
            st.Page(methods.render, title="Methods", icon=":material/info:", url_path="methods"),
        ],
        position="top",
    ).run()


main()
