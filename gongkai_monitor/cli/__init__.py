"""The ``gongkai`` command: thin; a command reads settings, calls the library and prints."""
