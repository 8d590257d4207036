"""Follow this fibre: a path from the cortex to every muscle, and the camera along it."""

import numpy as np
import pytest

from tests.bodies import body as shipped_body
from tests.bodies import full_body as body
from tests.bodies import knowledge
from visualizer.findings import predict
from visualizer.render.ride import ANGLE, ride_along
from visualizer.render.route import GAZE, MEET_MM, followed_muscles, route_to
from visualizer.scene import Lesion, Scene

ORDER = ("cortex", "corona", "internal_capsule", "midbrain", "pons", "medulla", "cord")


def targets():
    return sorted(followed_muscles(shipped_body().fibres))


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_path_leads_from_the_cortex_to_every_muscle(side):
    wanted = [muscle for muscle, of in targets() if of == side]
    assert len(wanted) >= 89
    for muscle in wanted:
        route = route_to(shipped_body(), muscle, side)
        assert route is not None, muscle
        if muscle in GAZE:
            assert route.gap_mm < MEET_MM, (muscle, route.gap_mm)
            assert route.stops[-1].site.startswith("muscle"), muscle
            continue
        assert route.joint > 0, muscle
        assert route.gap_mm < MEET_MM, (muscle, route.gap_mm)
        assert route.stops[0].site.startswith("cortex"), muscle
        assert route.stops[-1].site.startswith("muscle"), (muscle, route.stops[-1])
        steps = np.linalg.norm(np.diff(route.points_mm, axis=0), axis=1)
        assert steps.max() < 12.0, (muscle, steps.max())
        indices = [stop.index for stop in route.stops]
        assert indices == sorted(set(indices)), muscle
        groups = [stop.site.partition(".")[0] for stop in route.stops]
        ranks = [ORDER.index(group) for group in groups if group in ORDER]
        upper = ranks[: next((i for i, r in enumerate(ranks) if r == 6), len(ranks))]
        assert upper == sorted(upper), (muscle, groups)


def test_a_ride_is_smooth_and_passes_its_stations_in_order():
    for muscle in ("first_dorsal_interosseous", "soleus", "tongue"):
        ride = ride_along(body(), route_to(body(), muscle, "right"))
        shares = [ride.share_of(i) for i in range(len(ride.route.stops))]
        assert shares == sorted(shares)
        at = np.linspace(0, 1, 800)
        poses = [ride.pose(share) for share in at]
        places = np.array([pose.position_mm for pose in poses])
        looks = np.array([pose.focal_mm for pose in poses])
        away = np.linalg.norm(places - looks, axis=1)
        step = np.linalg.norm(np.diff(looks, axis=0), axis=1) / away[1:]
        assert step.max() < 0.02
        turn = np.linalg.norm(np.diff((places - looks) / away[:, None], axis=0), axis=1)
        assert turn.max() < 0.03
        stem = [ride.stop(s) for s in at]
        assert stem == sorted(stem)


RIDDEN = ("lower_face", "first_dorsal_interosseous", "abdominals_upper",
          "extensor_hallucis_longus")  # fmt: skip


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("muscle", RIDDEN)
def test_the_eye_stays_outside_the_body_upright_with_the_impulse_in_view(muscle, side):
    ride = ride_along(body(), route_to(body(), muscle, side))
    shares = np.linspace(0, 1, 400)
    poses = [ride.pose(share) for share in shares]
    eyes = np.array([pose.position_mm for pose in poses])
    belly = [mesh for mesh in body().meshes["muscles"] if mesh.id.startswith(f"muscle.{muscle}")]
    end = np.concatenate([m.vertices_mm for m in belly if m.id.endswith(side)]) - ride.place(1.0)
    assert np.linalg.norm(end, axis=1).min() < 4.0
    skin = np.concatenate([mesh.vertices_mm for mesh in body().meshes["skin"]])[::5]
    for eye, pose, share in zip(eyes, poses, shares, strict=True):
        assert pose.up == (0.0, 0.0, 1.0)
        back = np.subtract(eye, pose.focal_mm)
        far = np.linalg.norm(back)
        back /= far
        assert abs(np.degrees(np.arcsin(back[2]))) < 20
        assert ((skin - eye) @ back).max() < 0, (share, "some of the body is behind the eye")
        toward = np.subtract(ride.place(share), eye)
        off = np.degrees(np.arccos(-toward @ back / np.linalg.norm(toward)))
        assert off < 0.36 * ride.angle(share), (share, "the impulse leaves the picture")


def test_a_ride_is_near_in_the_brainstem_and_far_in_the_limb():
    ride = ride_along(body(), route_to(body(), "first_dorsal_interosseous", "left"))
    sites = [stop.site for stop in ride.route.stops]

    def away(site):  # as it looks: the height of what is seen, with the usual view angle
        share = ride.share_of(sites.index(site))
        pose = ride.pose(share)
        far = np.linalg.norm(np.subtract(pose.position_mm, pose.focal_mm))
        return far * np.tan(np.radians(ride.angle(share)) / 2) / np.tan(np.radians(ANGLE) / 2)

    assert away("pons.basis") < 160 < 300 < away("nerve.ulnar")


def test_a_lesion_greys_the_neuron_that_it_interrupts():
    lesion = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90, id="one")
    prediction = predict(Scene(lesions=(lesion,)), shipped_body(), knowledge())
    route = route_to(shipped_body(), "first_dorsal_interosseous", "right", prediction.involvements)
    assert "internal capsule" in route.lesion_words
    assert 0 < route.cut < route.joint == route.lost[1]
    other = route_to(shipped_body(), "first_dorsal_interosseous", "left", prediction.involvements)
    assert other.cut == len(other.points_mm)
    ulnar = Lesion(site="nerve.ulnar", side="left", level="elbow", onset_days=90, id="one")
    prediction = predict(Scene(lesions=(ulnar,)), shipped_body(), knowledge())
    route = route_to(shipped_body(), "first_dorsal_interosseous", "left", prediction.involvements)
    assert route.joint < route.cut < route.lost[1] == len(route.points_mm)
