"""Cuts the cameras' recordings into hours, and forgets what is older than a month."""

import os
import time

from archiver.recordings import cut, forget_before

FOLDER = os.environ.get("RECORDINGS", "/recordings")
DAYS = int(os.environ.get("KEEP_DAYS", "30"))


def main() -> None:
    while True:
        cut(FOLDER)
        forget_before(FOLDER, time.time() - DAYS * 86400)
        time.sleep(3600)


if __name__ == "__main__":
    main()
