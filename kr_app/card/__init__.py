"""What shared links, wall screens and intranet pages see: served without Streamlit, readable without JavaScript."""
