import os

from archiver.recordings import forget_before


def test_forgets_only_what_is_old(tmp_path):
    camera = tmp_path / "door"
    camera.mkdir()
    for name, moment in (("old.mkv", 100), ("new.mkv", 900), ("current.mkv", 100)):
        (camera / name).touch()
        os.utime(camera / name, (moment, moment))
    assert forget_before(str(tmp_path), 500) == ["old.mkv"]
