"""Evidence of a case: talk, people, documents, shop floor. ``collect.evidence_of`` gathers it; nothing here knows the answer."""
