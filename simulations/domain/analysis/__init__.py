"""The computable analysis of a small business (domain.md 2.2 to 2.6) as pure functions of Decimals.

``statements`` · ``sales`` (S1–S9) · ``margins`` (M1, M2) · ``equity`` (E1) · ``positions`` (I1, R1, P1, F1, Z1, N1, H1) ·
``ratios`` · ``capacity`` (disposable income, coverage, amount) · ``repayment`` · ``stress`` · ``tolerances``.
"""
