"""The Streamlit pages, one a file."""
