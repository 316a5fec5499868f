// Generated from the files of this folder by `npm run generate`.
import type { Rule } from '../core/engine/rule.ts';
import { cacheMountId } from './cache-mount-id.ts';
import { cacheMountTarget } from './cache-mount-target.ts';
import { completeDockerignore } from './complete-dockerignore.ts';
import { consistentBaseImage } from './consistent-base-image.ts';
import { copyManifestsFirst } from './copy-manifests-first.ts';
import { copySourceExists } from './copy-source-exists.ts';
import { dependsOnHealthy } from './depends-on-healthy.ts';
import { dockerignoreSyntax } from './dockerignore-syntax.ts';
import { escapeHealthcheckVariables } from './escape-healthcheck-variables.ts';
import { fitsMusl } from './fits-musl.ts';
import { hardenService } from './harden-service.ts';
import { healthcheckCommandExists } from './healthcheck-command-exists.ts';
import { installBeforeSource } from './install-before-source.ts';
import { mountBuildCache } from './mount-build-cache.ts';
import { noBuildToolsInFinal } from './no-build-tools-in-final.ts';
import { noCleanupInLaterLayer } from './no-cleanup-in-later-layer.ts';
import { noConflictingLimits } from './no-conflicting-limits.ts';
import { noDefeatedCacheMount } from './no-defeated-cache-mount.ts';
import { noDependencyCycle } from './no-dependency-cycle.ts';
import { noDevSettingsInBase } from './no-dev-settings-in-base.ts';
import { noEolBaseImage } from './no-eol-base-image.ts';
import { noHostAccess } from './no-host-access.ts';
import { noIgnoredCopy } from './no-ignored-copy.ts';
import { noIneffectiveLimit } from './no-ineffective-limit.ts';
import { noLibcMismatch } from './no-libc-mismatch.ts';
import { noLonePackageUpdate } from './no-lone-package-update.ts';
import { noOvercommit } from './no-overcommit.ts';
import { noPortConflict } from './no-port-conflict.ts';
import { noRecursiveChown } from './no-recursive-chown.ts';
import { noSecretsInContext } from './no-secrets-in-context.ts';
import { noSecretsInEnvironment } from './no-secrets-in-environment.ts';
import { noSurprisingValues } from './no-surprising-values.ts';
import { noUnneededDependency } from './no-unneeded-dependency.ts';
import { noUnreadDockerignore } from './no-unread-dockerignore.ts';
import { noUnusedSilencing } from './no-unused-silencing.ts';
import { noUnusedStage } from './no-unused-stage.ts';
import { noUselessBuildCache } from './no-useless-build-cache.ts';
import { noWaitingOnJobs } from './no-waiting-on-jobs.ts';
import { pinBaseImage } from './pin-base-image.ts';
import { pinServiceImage } from './pin-service-image.ts';
import { preferCopyLink } from './prefer-copy-link.ts';
import { publishOnLocalhost } from './publish-on-localhost.ts';
import { readyForRollout } from './ready-for-rollout.ts';
import { requireCacheMount } from './require-cache-mount.ts';
import { requireDockerignore } from './require-dockerignore.ts';
import { requireHealthcheck } from './require-healthcheck.ts';
import { requireLogRotation } from './require-log-rotation.ts';
import { requireNonRootUser } from './require-non-root-user.ts';
import { requireResourceLimits } from './require-resource-limits.ts';
import { requireServiceHealthcheck } from './require-service-healthcheck.ts';
import { requireSilencingReason } from './require-silencing-reason.ts';
import { splitNetworks } from './split-networks.ts';
import { standardBaseImage } from './standard-base-image.ts';
import { useOfflineCache } from './use-offline-cache.ts';
import { volatileValuesLate } from './volatile-values-late.ts';

export const RULES: readonly Rule[] = [
  cacheMountId,
  cacheMountTarget,
  completeDockerignore,
  consistentBaseImage,
  copyManifestsFirst,
  copySourceExists,
  dependsOnHealthy,
  dockerignoreSyntax,
  escapeHealthcheckVariables,
  fitsMusl,
  hardenService,
  healthcheckCommandExists,
  installBeforeSource,
  mountBuildCache,
  noBuildToolsInFinal,
  noCleanupInLaterLayer,
  noConflictingLimits,
  noDefeatedCacheMount,
  noDependencyCycle,
  noDevSettingsInBase,
  noEolBaseImage,
  noHostAccess,
  noIgnoredCopy,
  noIneffectiveLimit,
  noLibcMismatch,
  noLonePackageUpdate,
  noOvercommit,
  noPortConflict,
  noRecursiveChown,
  noSecretsInContext,
  noSecretsInEnvironment,
  noSurprisingValues,
  noUnneededDependency,
  noUnreadDockerignore,
  noUnusedSilencing,
  noUnusedStage,
  noUselessBuildCache,
  noWaitingOnJobs,
  pinBaseImage,
  pinServiceImage,
  preferCopyLink,
  publishOnLocalhost,
  readyForRollout,
  requireCacheMount,
  requireDockerignore,
  requireHealthcheck,
  requireLogRotation,
  requireNonRootUser,
  requireResourceLimits,
  requireServiceHealthcheck,
  requireSilencingReason,
  splitNetworks,
  standardBaseImage,
  useOfflineCache,
  volatileValuesLate,
];
