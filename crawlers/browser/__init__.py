"""Chromium of this machine, for what nothing else can read (docs/decisions/006).

``chromium``: the one browser of a process. ``way_out``: its only way to the network. ``traffic``:
what a page may ask for. ``lists``: lists drawn by scripts. ``second_look``: links that refuse
machines.
"""
