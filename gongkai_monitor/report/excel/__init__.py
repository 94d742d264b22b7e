"""Workbooks from templates that the office can edit."""
