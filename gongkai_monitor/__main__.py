"""``python -m gongkai_monitor`` is the ``gongkai`` command."""

from gongkai_monitor.cli.main import main

main()
