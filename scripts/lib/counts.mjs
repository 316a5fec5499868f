/** What a part of `npm test` came to. `note` is shown beside it, such as the host that ran it. */
export const counted = (passed, failed, note = '') => ({ passed, failed, note });

/** A part that has no tests to count is one test by itself. */
export const single = (good, note = '') => counted(good ? 1 : 0, good ? 0 : 1, note);
