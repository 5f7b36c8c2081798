"""From counted observations to what a panel may decide: pure rules of certification; docs/formats/certification.md lists them."""
