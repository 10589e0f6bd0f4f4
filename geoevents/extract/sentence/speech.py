"""Verbs by which a sentence gives what it tells to a voice, by their lemmas."""

SPEECH = frozenset(
    """say tell report announce state add confirm claim declare note explain reveal disclose write charge accuse blame
    allege admit acknowledge insist assert maintain stress suggest indicate quote testify""".split()
)
