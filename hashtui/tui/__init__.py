"""Panes on a screen: the dashboard and the views that open over it."""
