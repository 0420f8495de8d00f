"""What the pages are made of: state, text and components on Streamlit."""
