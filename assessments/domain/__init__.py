"""Pure rules of examining: plain values in, plain values out."""
