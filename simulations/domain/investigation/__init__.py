"""An investigation as its acts make it: what was asked and seen, noted, checked, found, proposed. Pure; the truth is never needed here."""
