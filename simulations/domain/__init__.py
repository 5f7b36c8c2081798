"""Pure rules of the rehearsals: the case engine, its analysis and its scores."""
