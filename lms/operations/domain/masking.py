"""What a page shows of a customer's name, telephone, identity number and address."""


def masked_name(name: str) -> str:
    """王小明 → 王**; of a double surname (欧阳) both characters stay; of a company the first two."""
    plain = "".join(name.split())
    if not plain:
        return ""
    keep = 2 if len(plain) > 4 or plain[:2] in DOUBLE else 1
    return plain[:keep] + "**"


DOUBLE = frozenset({"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "长孙", "宇文", "端木"})


def masked_phone(phone: str) -> str:
    """13812345678 → 138****5678; of anything shorter the last two figures."""
    plain = "".join(phone.split())
    if not plain:
        return ""
    return f"{plain[:3]}****{plain[-4:]}" if len(plain) >= 11 else f"****{plain[-2:]}"


def masked_id(number: str) -> str:
    """The first three and the last two of eighteen."""
    plain = "".join(number.split())
    if not plain:
        return ""
    return f"{plain[:3]}{'*' * (len(plain) - 5)}{plain[-2:]}" if len(plain) > 8 else "****"


def masked_address(address: str) -> str:
    """The first six characters: the town, not the door."""
    plain = " ".join(address.split())
    return f"{plain[:6]}****" if len(plain) > 6 else ("****" if plain else "")


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def id_is_sound(number: str) -> bool:
    """The check character of a resident identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    plain = "".join(number.split()).upper()
    if len(plain) != 18 or not plain[:17].isdigit() or not plain[:17].isascii():
        return False
    return CHECKS[sum(weight * int(figure) for weight, figure in zip(WEIGHTS, plain[:17], strict=True)) % 11] == plain[17]
