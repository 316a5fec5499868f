from pathlib import Path

import numpy as np
import openvino as ov
from huggingface_hub import snapshot_download
from transformers import AutoTokenizer


class Embedder:
    """Sentence vectors by a model in OpenVINO's own format, on the CPU."""

    def __init__(self, model: str, device: str) -> None:
        self._model = model
        self._device = device
        self._compiled = None
        self._tokenizer = None

    @property
    def ready(self) -> bool:
        return self._compiled is not None

    def load(self) -> None:
        folder = Path(snapshot_download(self._model, allow_patterns=["*.json", "*.txt", "openvino/openvino_model.*"]))
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        core = ov.Core()
        self._compiled = core.compile_model(core.read_model(folder / "openvino" / "openvino_model.xml"), self._device)

    def embed(self, texts: list[str]) -> list[list[float]]:
        tokens = self._tokenizer(texts, padding=True, truncation=True, return_tensors="np")
        output = self._compiled(dict(tokens))[0]
        mask = tokens["attention_mask"][..., np.newaxis]
        vectors = (output * mask).sum(axis=1) / np.clip(mask.sum(axis=1), 1, None)
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).tolist()
