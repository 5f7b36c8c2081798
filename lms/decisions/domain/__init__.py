"""Pure rules of the decisions room: plain values in, plain values out."""
