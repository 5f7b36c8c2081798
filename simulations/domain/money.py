"""Money inside the engine is whole fen, so that every identity holds exactly; outside it is yuan as decimal text."""

from collections.abc import Mapping
from decimal import Decimal

YUAN = 100  # fen
WAN = 10_000 * YUAN


def yuan(amount: int) -> Decimal:
    """Fen → yuan, exactly."""
    return Decimal(amount).scaleb(-2)


def text(amount: int) -> str:
    """Fen → decimal text of yuan without trailing zeros: ``4600000`` → ``46000``."""
    sign, size = ("-", -amount) if amount < 0 else ("", amount)
    whole, rest = divmod(size, YUAN)
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")


def texts(lines: Mapping[str, int]) -> dict[str, str]:
    return {line: text(amount) for line, amount in lines.items()}


def round_to(amount: int, unit: int) -> int:
    """To the nearest multiple of ``unit`` fen, half away from zero."""
    half = (abs(amount) + unit // 2) // unit * unit
    return half if amount >= 0 else -half


def permille(amount: int, share: int) -> int:
    """A thousandth share, cut to whole fen."""
    return amount * share // 1000


def spoken(amount: int) -> str:
    """How a shopkeeper says it: ``十八万`` stays digits, ``18万``, ``3.6万``, ``8500``."""
    if abs(amount) >= WAN:
        tenths = round_to(amount, WAN // 10) * 10 // WAN
        whole, rest = divmod(abs(tenths), 10)
        return ("-" if tenths < 0 else "") + (f"{whole}.{rest}万" if rest else f"{whole}万")
    return str(round_to(amount, 100 * YUAN) // YUAN) if abs(amount) >= 1000 * YUAN else str(amount // YUAN)
