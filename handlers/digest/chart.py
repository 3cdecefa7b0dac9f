"""The chart of a digest: each step's rate beside the four weeks before, as a PNG, legible on light and dark."""
# pyright: reportUnknownMemberType=false
# (matplotlib leaves out what many of its arguments are)

import base64
import io
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from bot.cards import Picture
from bot.measuring import Rate
from handlers.digest.gather import Step

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE, DOTS = (6.4, 3.3), 150  # inches, dots per inch: 960 by 495, sharp where a telephone shows it 360 wide
LETTER = 0.0172  # of the width: a letter of a label, so that the longest one is not cut off
COLOURS = 24  # of the file: with its edges smooth, light enough to travel inside a Teams card
WORDS, NOW, BEFORE = "#7d8590", "#e0662f", "#5b8fd9"  # each at least 3 to 1 on white and on Slack's and Teams' dark
_one_at_a_time = Lock()  # its fonts are shared


def drawn(steps: Sequence[Step], name: str) -> Picture:
    """The chart; takes a while, so never on the loop. Without anything to draw, its words alone."""
    with _one_at_a_time:
        return Picture(base64.b64encode(_png(steps)).decode(), said(steps, name))


def said(steps: Sequence[Step], name: str) -> str:
    """What the chart shows, in words."""
    each = "; ".join(f"{step.name} {_share(step.now)}, before {_share(step.before)}" for step in steps)
    return f"Chart, {name}: {each}."


def _share(rate: Rate) -> str:
    return f"{rate.n:,} of {rate.of:,}" if rate.of else "none"


def _share_of(rate: Rate) -> float:
    return rate.rate or 0.0


def _top(rate: Rate) -> float:
    """How far its row reaches to the right; of a very wide interval not all."""
    return max(_share_of(rate), min(rate.high or 0.0, 1.5 * _share_of(rate) + 0.05))


def _label(step: Step) -> str:
    """`connects` and, below it, of how many: a rate is never without its n."""
    return f"{step.name}\n{step.now.n:,} of {step.now.of:,} {step.of}"


def _row(axes: "Axes", y: float, step: Step) -> None:
    """A band for what the four weeks before let expect, a bar to this time's rate."""
    if step.before.of and step.before.low is not None and step.before.high is not None:
        width = max(step.before.high - step.before.low, 0.004)
        axes.barh(y, width, left=step.before.low, height=0.78, color=BEFORE, alpha=0.55, linewidth=0)
        axes.plot([_share_of(step.before)] * 2, [y - 0.39, y + 0.39], color=BEFORE, linewidth=4, solid_capstyle="butt")
    if step.now.rate is not None and step.now.low is not None and step.now.high is not None:
        axes.plot([step.now.low, step.now.high], [y, y], color=NOW, alpha=0.6, linewidth=3, clip_on=True)
        axes.barh(y, step.now.rate, height=0.22, color=NOW, linewidth=0)
        axes.plot([step.now.rate], [y], marker="o", markersize=13, color=NOW, clip_on=False, zorder=5)


def _smaller(png: bytes) -> bytes:
    """The same with few colours, a third of the weight."""
    from PIL import Image  # noqa: PLC0415 (as matplotlib, which brings it)

    there = io.BytesIO()
    few = Image.open(io.BytesIO(png)).quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(there, format="PNG", optimize=True)
    return there.getvalue()


def _png(steps: Sequence[Step]) -> bytes:
    from matplotlib.figure import Figure  # noqa: PLC0415 (half a second: only who draws pays it)

    figure = Figure(SIZE, DOTS)
    labels = [_label(step) for step in steps]
    left = min(0.56, 0.04 + LETTER * max(len(line) for label in labels for line in label.split("\n")))
    axes = figure.add_axes((left, 0.14, 0.96 - left, 0.72))
    most = max([rate for step in steps for rate in (_top(step.now), _top(step.before))], default=0.0)
    end = min(1.0, max(0.1, most * 1.12))
    for at, step in enumerate(steps):
        _row(axes, len(steps) - 1 - at, step)
    axes.set_xlim(0, end)
    axes.set_ylim(-0.55, len(steps) - 0.45)
    axes.set_yticks([len(steps) - 1 - at for at in range(len(steps))], labels)
    axes.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(colors=WORDS, labelsize=14, length=0, pad=9)
    for tick in axes.get_yticklabels():
        tick.set_fontsize(15)
    axes.grid(visible=True, axis="x", color=WORDS, alpha=0.3, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    for x, words, colour in ((0.02, "● this time", NOW), (0.30, "▮ 4 weeks before, 95 % range", BEFORE)):
        figure.text(x, 0.93, words, color=colour, fontsize=14, fontweight="bold")
    there = io.BytesIO()
    figure.savefig(there, format="png", transparent=True)
    return _smaller(there.getvalue())
