/** The tries of one call of an AWS service. The SDK waits less than a second between them. */
const attempts = 3;

const attemptMilliseconds = 4_000;

/**
 * For every AWS client. Without it, one lost answer takes the rest of a function's time, and nobody is told why. Three
 * tries end before the 15 seconds of most functions, so that the caller gets our 503 in place of the gateway's.
 */
export const patience = {
  maxAttempts: attempts,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: attemptMilliseconds,
    // Otherwise the SDK only warns, and waits on.
    throwOnRequestTimeout: true,
    // The time above ends with the headers of an answer. This one also ends a body that stops.
    socketTimeout: attemptMilliseconds,
  },
};

/** The longest time of one call, with the waits between its tries. */
export const longestCallMilliseconds: number = attempts * attemptMilliseconds + 1_000;
