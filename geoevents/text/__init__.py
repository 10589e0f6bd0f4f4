"""Spans found in text: sentences, words, place mentions, dates, numbers."""
