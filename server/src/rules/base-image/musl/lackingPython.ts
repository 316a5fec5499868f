/** How a package of Python fails on Alpine, or what it takes there. */
export interface MuslLack {
  /**
   * `none`: there is nothing to install, pip stops with "No matching distribution found", or what it installs does not start.
   * `source`: pip compiles it, which needs a compiler and takes minutes to hours where glibc has a wheel.
   */
  readonly verdict: 'none' | 'source';
  /** The newest version that is known to lack it, where later ones do not or may not; null where every known one does. */
  readonly upTo: string | null;
  /** The document or listing that settles it. */
  readonly source: string;
}

const WHEELS = 'the files that the Python Package Index lists: wheels for manylinux only, no source archive';
const ARCHIVE = 'the files that the Python Package Index lists: wheels for manylinux, none for musllinux, and a source archive';

/** Said of projects whose list of files was not looked at. */
const NOT_LISTED = 'the project publishes wheels for manylinux by its installation page; the index itself was not looked at';

const none = (source: string): MuslLack => ({ verdict: 'none', upTo: null, source });
const compiled = (source: string = ARCHIVE, upTo: string | null = null): MuslLack => ({ verdict: 'source', upTo, source });

/** Packages that have only themselves to blame. As listed on 2026-11-21; names normalized. */
const OWN: readonly (readonly [string, MuslLack])[] = [
  ['torch', none(WHEELS)],
  ['torchvision', none(WHEELS)],
  ['torchaudio', none(WHEELS)],
  ['triton', none(WHEELS)],
  ['tensorflow', none(WHEELS)],
  ['tensorflow-cpu', none(WHEELS)],
  ['tensorflow-gpu', none(WHEELS)],
  ['tflite-runtime', none(WHEELS)],
  ['ai-edge-litert', none(WHEELS)],
  ['jaxlib', none(WHEELS)],
  ['onnxruntime', none('github.com/microsoft/onnxruntime, issue 2909: wheels for manylinux only, no source archive')],
  ['onnxruntime-gpu', none(WHEELS)],
  ['openvino', none('github.com/openvinotoolkit/openvino, issue 24368: wheels for manylinux, and it does not build on musl')],
  ['openvino-genai', none('needs openvino')],
  ['openvino-tokenizers', none('needs openvino')],
  ['ctranslate2', none(WHEELS)],
  ['piper-tts', none(WHEELS)],
  ['mediapipe', none(NOT_LISTED)],
  ['open3d', none(NOT_LISTED)],
  ['paddlepaddle', none(NOT_LISTED)],
  ['ray', none(NOT_LISTED)],
  ['playwright', none('playwright.dev/python/docs/docker: "Alpine Linux and other distributions based on the musl standard library are not supported"')],
  ['opencv-python', compiled('github.com/opencv/opencv-python, issue 1099: wheels for manylinux; on musl pip builds OpenCV itself')],
  ['opencv-python-headless', compiled('as opencv-python')],
  ['opencv-contrib-python', compiled('as opencv-python')],
  ['opencv-contrib-python-headless', compiled('as opencv-python')],
  ['scikit-learn', compiled()],
  ['xgboost', compiled('github.com/dmlc/xgboost, issue 5131: the wheels need glibc; on musl it is compiled')],
  ['lightgbm', compiled('github.com/lightgbm-org/LightGBM, issue 6829: on Alpine pip gets the source archive')],
  ['pyarrow', compiled(ARCHIVE, '17.0.0')],
  ['psutil', compiled(ARCHIVE, '7.0.0')],
  ['oracledb', compiled()],
  ['ibm-db', compiled()],
  ['zxing-cpp', compiled()],
  ['tantivy', compiled()],
];

/** Packages written in Python alone that install one of those. Source: their own metadata (`Requires-Dist`). */
const THROUGH: readonly (readonly [string, string])[] = [
  ['sentence-transformers', 'torch'],
  ['accelerate', 'torch'],
  ['peft', 'torch'],
  ['timm', 'torch'],
  ['ultralytics', 'torch'],
  ['easyocr', 'torch'],
  ['openai-whisper', 'torch'],
  ['pytorch-lightning', 'torch'],
  ['lightning', 'torch'],
  ['torchmetrics', 'torch'],
  ['pyannote-audio', 'torch'],
  ['facenet-pytorch', 'torch'],
  ['stanza', 'torch'],
  ['flair', 'torch'],
  ['optimum', 'torch'],
  ['faster-whisper', 'ctranslate2'],
  ['fastembed', 'onnxruntime'],
  ['chromadb', 'onnxruntime'],
  ['rapidocr-onnxruntime', 'onnxruntime'],
  ['kokoro-onnx', 'onnxruntime'],
  ['jax', 'jaxlib'],
  ['crawl4ai', 'playwright'],
  ['pytest-playwright', 'playwright'],
];

/** A package that lacks a build for musl, and the one that is to blame where it is another. */
export interface LackingPackage extends MuslLack {
  readonly through: string | null;
}

const own = new Map(OWN);

export const LACKING_PYTHON: ReadonlyMap<string, LackingPackage> = new Map<string, LackingPackage>([
  ...OWN.map(([name, lack]): [string, LackingPackage] => [name, { ...lack, through: null }]),
  ...THROUGH.map(([name, through]): [string, LackingPackage] => [name, { ...own.get(through)!, through }]),
]);
