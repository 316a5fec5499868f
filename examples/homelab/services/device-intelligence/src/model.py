from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

FEATURES = ["battery", "link_quality", "hours_since_seen", "restarts_last_week"]


class FailureModel:
    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._model: RandomForestClassifier | None = None

    @property
    def ready(self) -> bool:
        return self._model is not None

    def load_or_train(self) -> None:
        if self._path.exists():
            self._model = joblib.load(self._path)
            return
        frame = self._synthetic(2_000)
        model = RandomForestClassifier(n_estimators=60, max_depth=6, random_state=7)
        model.fit(frame[FEATURES], frame["failed"])
        self._path.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(model, self._path)
        self._model = model

    def predict(self, sample: dict) -> float:
        assert self._model is not None
        frame = pd.DataFrame([sample], columns=FEATURES)
        return round(float(self._model.predict_proba(frame)[0][1]), 3)

    @staticmethod
    def _synthetic(rows: int) -> pd.DataFrame:
        """Until a month of real data exists: weak batteries and bad links fail more often."""
        random = np.random.default_rng(7)
        frame = pd.DataFrame(
            {
                "battery": random.uniform(0, 100, rows),
                "link_quality": random.uniform(0, 255, rows),
                "hours_since_seen": random.exponential(6, rows),
                "restarts_last_week": random.poisson(1, rows),
            }
        )
        score = (100 - frame.battery) / 60 + (255 - frame.link_quality) / 200 + frame.hours_since_seen / 24
        frame["failed"] = (score + random.normal(0, 0.4, rows) > 2.4).astype(int)
        return frame
