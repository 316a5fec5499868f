"""Recordings on disk, one folder per camera."""

import subprocess
from pathlib import Path


def cut(folder: str) -> None:
    for recording in Path(folder).glob("*/current.mkv"):
        target = recording.parent / "%Y-%m-%d_%H.mkv"
        subprocess.run(
            ["ffmpeg", "-i", recording, "-c", "copy", "-f", "segment", "-segment_time", "3600", "-strftime", "1", target],
            check=True,
        )


def forget_before(folder: str, moment: float) -> list[str]:
    old = [path for path in Path(folder).glob("*/*.mkv") if path.name != "current.mkv" and path.stat().st_mtime < moment]
    for path in old:
        path.unlink()
    return [path.name for path in old]
