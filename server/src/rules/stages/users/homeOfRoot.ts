import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';

/** Caches of builds, which a running container does without. */
const CACHES = /(?:~|\/root)\/\.(?:cache\/(?:pip|uv|yarn|go-build|node|bun)|npm|gnupg|m2\/repository|gradle|yarn)[^\s;&|"']*/g;
const REMOVALS = /\brm -\w+[^;&|\n]*/g;
const IN_HOME = /(?:^|[\s"'=:,(])(?:\/root(?=[\s/:"',;&|)]|$)|~\/|\$HOME\b|\$\{HOME\})/;

/** Installers that put what runs later into the home of whoever runs them, unless they are told otherwise. */
const HOME_INSTALLERS: readonly { readonly call: RegExp; readonly unless?: RegExp; readonly what: string }[] = [
  { call: /\bpip3? install\b[^;&|]{0,1000}\s--user\b/, what: 'pip install --user' },
  { call: /\bpipx install\b/, unless: /PIPX_HOME/, what: 'pipx' },
  { call: /\bpoetry install\b/, unless: /virtualenvs[._](?:create|in[._-]project|path)|VIRTUAL_ENV|-m venv/i, what: 'poetry' },
  { call: /\bpipenv (?:install|sync)\b(?![^;&|]{0,1000}--system)/, unless: /PIPENV_VENV_IN_PROJECT|WORKON_HOME|VIRTUAL_ENV/, what: 'pipenv' },
  { call: /\bplaywright install\b/, unless: /PLAYWRIGHT_BROWSERS_PATH/, what: 'playwright' },
  { call: /\b(?:nvm|asdf|pyenv|rbenv|sdk) install\b/, unless: /NVM_DIR|ASDF_DATA_DIR|PYENV_ROOT|RBENV_ROOT|SDKMAN_DIR/, what: 'a version manager' },
  { call: /\buv (?:python|tool) install\b/, unless: /UV_PYTHON_INSTALL_DIR|UV_TOOL_DIR/, what: 'uv' },
  { call: /\b(?:nltk\.download|snapshot_download|from_pretrained|hf download|huggingface-cli download)\b/, unless: /HF_HOME|NLTK_DATA|TORCH_HOME/, what: 'a download' },
  { call: /\b(?:puppeteer browsers install|go install|cargo install)\b/, unless: /PUPPETEER_CACHE_DIR|GOBIN|GOPATH|CARGO_HOME|--root/, what: 'an installer' },
];

/** Why an application may not start as another account: what it needs is in /root. Null where nothing tells so. */
export function keptInHomeOfRoot(model: DockerfileModel, stage: Stage): string | null {
  const own = stageChain(stage).flatMap(({ instructions }) => instructions.filter(({ isTrigger }) => !isTrigger));
  // Flags left out: what a mount shows is gone afterwards.
  const texts = own.map(({ bodySpan, span }) => sliceSpan(model.text, { start: bodySpan.start, end: span.end }).replace(CACHES, ''));
  const all = texts.join('\n');
  const installer = HOME_INSTALLERS.find(({ call, unless }) => call.test(all) && !unless?.test(all));
  if (installer) return `${installer.what} puts files into /root, which only root can enter`;
  const isKept = own.some(({ keyword }, i) => IN_HOME.test(keyword === 'RUN' ? texts[i]!.replace(REMOVALS, '') : texts[i]!));
  return isKept ? 'the image keeps files in /root, which only root can enter' : null;
}
