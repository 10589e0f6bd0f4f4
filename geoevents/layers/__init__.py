"""Query results to folium layers."""
