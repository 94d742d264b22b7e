"""Word documents from templates that the office can edit."""
