"""The discs of a timeline: as large as there is room, and a dot where a number would be hidden."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kr_app.charts import Discs
from tests.core.builders import always

DISCS = Discs(large=20, small=12, dot=6, per_percent=2)


def test_few_levels_have_large_discs_and_many_small_ones():
    """Nothing reached has none."""
    assert DISCS.sizes([]) == []
    assert DISCS.sizes([20, 40, 60]) == [20, 20, 20]
    assert DISCS.sizes([8, 16, 24]) == [12, 12, 12]


def test_of_two_levels_close_together_the_higher_one_keeps_its_number():
    """The newest is what people look for."""
    assert DISCS.sizes([20, 97, 99]) == [12, 6, 12]


@always
@given(st.sets(st.floats(0.25, 100), max_size=14))
def test_two_numbered_discs_never_touch_each_other(percents):
    """However the percents lie."""
    rising = sorted(percents)
    sizes = DISCS.sizes(rising)
    numbered = [(percent, size) for percent, size in zip(rising, sizes, strict=True) if size > DISCS.dot]
    assert all((above - below) * DISCS.per_percent >= size for (below, _), (above, size) in pairwise(numbered))
    assert not rising or sizes[-1] > DISCS.dot
