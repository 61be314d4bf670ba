"""The browser chat. Streamlit is imported nowhere else."""
