const LOOK_EVERY_MS = 60_000;
const NAMES = { openJourneys: 'people in journeys and handoffs', wakeUpsPerSecond: 'steps per second' };
const WORDS = {
  near: 'nearly as much as this machine carries; plan for a Postgres and a Temporal of your own (DATABASE_URL, TEMPORAL_ADDRESS)',
  over: 'more than this machine is meant for: deadlines may come late; move to a Postgres and a Temporal of your own (DATABASE_URL, TEMPORAL_ADDRESS)',
};

/**
 * Asks the running product now and then how full it is, and says so once whenever that becomes worse. Ends with this process.
 * @param {number} port of the API
 * @param {(line: string) => void} say
 * @param {number} [everyMs]
 */
export function warnWhenFull(port, say, everyMs = LOOK_EVERY_MS) {
  /** @type {Map<string, string | null>} */
  const said = new Map();
  const look = async () => {
    const envelope = await envelopeAt(port);
    for (const side of Object.keys(NAMES)) {
      const fill = envelope?.[side];
      if (!fill?.fullness || fill.fullness === said.get(side)) continue;
      // From "over" back to "near" is good news, and none for this.
      if (WORDS[fill.fullness] && said.get(side) !== 'over') {
        say(`! ${fill.now} of ${fill.supported} ${NAMES[side]}: ${WORDS[fill.fullness]}`);
      }
      said.set(side, fill.fullness);
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return timer;
}

/** Readiness answers with the same body whether all parts run or not; a product that is away has nothing to warn of. */
async function envelopeAt(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    const { envelope } = JSON.parse(await answer.text());
    return envelope;
  } catch {
    return null;
  }
}
