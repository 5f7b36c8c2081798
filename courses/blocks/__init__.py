"""What a lesson is made of: one file per family, one table that lists them."""

from .callout import CalloutBlock
from .figure import FigureBlock
from .formula import FormulaBlock
from .quiz import QuizBlock
from .recording import FILE_CHOOSER, RECORDING_CHOOSER, DownloadBlock, RecordingBlock
from .rich_text import TextBlock
from .simulation_card import SimulationCardBlock
from .table import TableBlock
from .worked import WorkedBlock

LESSON_BLOCKS = [
    ("text", TextBlock()),
    ("formula", FormulaBlock()),
    ("worked", WorkedBlock()),
    ("table", TableBlock()),
    ("figure", FigureBlock()),
    ("callout", CalloutBlock()),
    ("recording", RecordingBlock()),
    ("download", DownloadBlock()),
    ("quiz", QuizBlock()),
    ("simulation_card", SimulationCardBlock()),
]

__all__ = ["FILE_CHOOSER", "LESSON_BLOCKS", "RECORDING_CHOOSER"]
