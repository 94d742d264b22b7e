"""Citizens' letters on the board of a portal: every letter of a board is about another matter."""

from random import Random

from gongkai_monitor.practice import words
from gongkai_monitor.practice.message_texts import NOISE_TEXTS


def letter_of(site_code: str, n: int) -> tuple[str, str]:
    """Title and text of the n-th letter to a site; at most 60 letters differ."""
    random = Random(f"{site_code}:letters")
    chosen = random.sample(NOISE_TEXTS, len(NOISE_TEXTS))
    places = random.sample(words.place_names(100), len(NOISE_TEXTS))
    title, text = chosen[n % len(chosen)]
    place = places[n % len(places)]
    return title.format(place=place), text.format(place=place)
