"""Who said so: the voice to which a sentence gives what it tells."""

from __future__ import annotations

import re

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.speech import SPEECH
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.verbs import DENY, THREATEN

_ACCORDING = re.compile(
    r"\b(?:according to|quoted|citing|cited)\s+(?P<who>(?:the |an? )?[^,.;:()\"“”]{2,60}?)(?=[,.;:()\"“”]|"
    r"\s+(?:on|in|at|who|which|that|as|said|has|had)\b|$)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[,\"”’]\s*(?P<who>(?:the |an? |local |security |police |state |military )?[^,.;:()\"“”]{2,60}?)\s+(?:said|"
    r"say|says|reported|announced|told|confirmed|added|claimed|stated)\b"
)


def find_attribution(trigger: Trigger, scene: Scene) -> str | None:
    """Who said so, in the sentence's own words; None where the report itself says it."""
    syntax = scene.syntax
    text = scene.sentence.text
    if syntax.has_tree and trigger.token is not None:
        for node in [syntax.tokens[trigger.token], *syntax.ancestors(trigger.token)]:
            speakers = [node] if node.pos == "VERB" else []
            speakers += [c for c in syntax.kids(node.i, "parataxis", "ccomp", "advcl") if c.pos == "VERB"]
            for verb in speakers:
                if verb.lemma in SPEECH | DENY | THREATEN and verb.i != trigger.token:
                    subject = syntax.kids(verb.i, "nsubj")
                    if subject and subject[0].text.lower() not in ("who", "which", "that", "it", "he", "she", "they"):
                        words = syntax.subtree(subject[0].i, skip=("relcl", "acl", "appos", "punct"))
                        return text[words[0].start - scene.start : words[-1].end - scene.start].strip()
    match = _ACCORDING.search(text) or _SAID.search(text)
    return match.group("who").strip() if match else None
