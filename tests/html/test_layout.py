from __future__ import annotations

import itertools
import random
from math import dist

from kg.html.layout import SPACING, Group, arrange


def tree(n: int, seed: int = 1) -> list[tuple[int, int]]:
    choose = random.Random(seed)
    return [(i, choose.randrange(max(0, i - 30), i)) for i in range(1, n)]


def test_every_member_stands_inside_the_frame_of_its_group():
    groups = [Group(tuple(range(0, 80))), Group(tuple(range(80, 90))), Group(tuple(range(90, 190)), grid=True)]
    made = arrange(groups, tree(80))
    assert set(made.positions) == set(range(190))
    for group, box in zip(groups, made.boxes, strict=True):
        for node in group.members:
            x, y = made.positions[node]
            assert box.x < x < box.x + box.width
            assert box.y + made.title <= y < box.y + box.height


def test_frames_do_not_overlap():
    boxes = arrange([Group(tuple(range(k * 40, k * 40 + 5 + 4 * k))) for k in range(9)], []).boxes
    for a, b in itertools.combinations(boxes, 2):
        assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def test_nodes_keep_their_distance():
    positions = arrange([Group(tuple(range(120)))], tree(120)).positions
    near = sum(dist(a, b) < SPACING / 2 for a, b in itertools.combinations(positions.values(), 2))
    assert near <= 6


def test_linked_nodes_stand_nearer_than_others():
    links = tree(120)
    positions = arrange([Group(tuple(range(120)))], links).positions
    linked = sum(dist(positions[a], positions[b]) for a, b in links) / len(links)
    every = [dist(a, b) for a, b in itertools.combinations(positions.values(), 2)]
    assert linked < sum(every) / len(every) / 2


def test_positions_are_whole_numbers_and_the_same_again():
    groups = [Group(tuple(range(60))), Group(tuple(range(60, 70)), grid=True)]
    first, second = arrange(groups, tree(60)), arrange(groups, tree(60))
    assert first == second
    assert all(isinstance(v, int) for p in first.positions.values() for v in p)


def test_loops_double_edges_and_edges_between_groups_are_harmless():
    made = arrange([Group((0, 1)), Group((2,)), Group(())], [(0, 0), (0, 1), (0, 1), (1, 2), (7, 8)])
    assert set(made.positions) == {0, 1, 2}
    assert len(made.boxes) == 3


def test_wide_lines_stand_in_fewer_columns():
    members = tuple(range(40))
    names, words = (arrange([Group(members, grid=True, span=n)], []) for n in (1, 3))
    assert len({x for x, _ in names.positions.values()}) > len({x for x, _ in words.positions.values()}) == 2
    assert words.columns[0] > 2 * names.columns[0]


def test_nothing_at_all():
    made = arrange([], [])
    assert (made.positions, made.boxes) == ({}, ())
