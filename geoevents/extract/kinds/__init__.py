"""What kind of event a trigger tells: participants and cues to the sub-event types, or the reason why it is none."""
