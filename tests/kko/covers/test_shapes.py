import pytest

from kko.covers.motifs import MOTIFS, UNIT, Disc, Path, named
from kko.covers.motifs.shapes import around

SHAPES = [(motif.name, shape) for motif in MOTIFS for shape in motif.shapes]


def test_there_are_at_least_nine_motifs_with_names_of_their_own():
    assert len({motif.name for motif in MOTIFS}) == len(MOTIFS) >= 9
    assert {motif.family for motif in MOTIFS} == {"work", "jewel", "field"}


def test_an_unknown_motif_is_refused():
    with pytest.raises(KeyError):
        named("unicorn")


@pytest.mark.parametrize(("name", "shape"), SHAPES)
def test_polygons_stay_in_the_tile_and_its_bleed(name, shape):
    for run in shape.polygons():
        assert len(run) >= 3
        assert all(-1 <= value <= UNIT + 1 for point in run for value in point)


def test_a_path_gives_svg_and_pillow_the_same_outline():
    square = Path(1, "M10 20H30V40L10 40Z")
    assert square.svg("#123456") == '<path fill="#123456" d="M10 20H30V40L10 40Z"/>'
    assert square.polygons() == [[(10, 20), (30, 20), (30, 40), (10, 40)]]


def test_an_arc_is_flattened_along_its_circle():
    (run,) = Path(1, "M0 60A60 60 0 0 1 60 120Z").polygons()
    assert run[-1] == pytest.approx((60, 120))
    assert all((x - 0) ** 2 + (y - 120) ** 2 == pytest.approx(3600) for x, y in run)


def test_a_curve_is_flattened_from_end_to_end():
    (run,) = Path(1, "M0 0C0 40 40 80 80 80Z").polygons()
    assert (run[0], run[-1]) == ((0, 0), (80, 80))
    assert run[8] == pytest.approx((25, 55))


def test_a_disc_gives_both_the_same_circle():
    disc = Disc(2, 60, 50, 20)
    assert disc.svg("#000000") == '<circle fill="#000000" cx="60" cy="50" r="20"/>'
    assert all((x - 60) ** 2 + (y - 50) ** 2 == pytest.approx(400) for x, y in disc.polygons()[0])


def test_petals_repeat_around_the_centre_in_whole_numbers():
    assert around("M0 -10L5 -50Z", 0, 4, 2) == "M60 50L65 10ZM70 60L110 65ZM67 53L99 28Z"
