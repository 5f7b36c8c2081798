"""The true state of a business: made from a trade, a seed and a few wishes; every identity holds to the fen.

``build.build_truth`` is the door; ``books.Truth`` is what comes out; ``statements`` writes it in the published format.
"""
