"""A browser's name for itself, as words a person recognises."""

# In this order: Edge calls itself Chrome, Chrome calls itself Safari.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """``Chrome · Windows``; empty where neither is known."""
    found = [next((words for mark, words in table if mark in user_agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return " · ".join(word for word in found if word)
